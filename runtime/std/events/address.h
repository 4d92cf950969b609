#ifndef RUFF_STD_EVENTS_ADDRESS_H
#define RUFF_STD_EVENTS_ADDRESS_H

#include <netdb.h>
#include <sys/socket.h>

#include "ruff/abi.h"

/** The addresses of a host by name or number, to be freed with freeaddrinfo. May take long unless
    `numbers`. 0 or an error of getaddrinfo; `host` NULL or "": this machine, all interfaces. */
int rf_find_addresses(const char *host, int64_t port, int type, bool numbers, struct addrinfo **out);
/** A bound socket, -1 with the error in errno or, when the host is not known, in *unknown. */
int rf_bind_socket(const char *host, int64_t port, int type, int *unknown);

#endif
