/* Addresses of hosts, and sockets bound to them: see address.h. */

#include "std/events/address.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

int rf_find_addresses(const char *host, int64_t port, int type, bool numbers, struct addrinfo **out)
{
    struct addrinfo wish = {.ai_family = AF_UNSPEC, .ai_socktype = type};
    char            service[24];
    int             error;

    snprintf(service, sizeof service, "%lld", (long long)port);
    wish.ai_flags = AI_NUMERICSERV | (numbers ? AI_NUMERICHOST : 0) | (host && *host ? 0 : AI_PASSIVE);
    error = getaddrinfo(host && *host ? host : NULL, service, &wish, out);
    /* the name means this machine (RFC 6761) also where no file of hosts says so */
    if (error && host && !numbers && strcasecmp(host, "localhost") == 0)
        error = getaddrinfo(NULL, service, &wish, out);
    return error;
}

static int bind_one(const struct addrinfo *a)
{
    int s = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol), yes = 1, error;

    if (s < 0)
        return -1;
    if (a->ai_socktype == SOCK_STREAM)
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s, a->ai_addr, a->ai_addrlen) == 0 &&
        (a->ai_socktype != SOCK_STREAM || listen(s, SOMAXCONN) == 0))
        return s;
    error = errno;
    close(s);
    errno = error;
    return -1;
}

int rf_bind_socket(const char *host, int64_t port, int type, int *unknown)
{
    struct addrinfo *all, *a;
    int              s = -1;

    *unknown = rf_find_addresses(host, port, type, false, &all);
    if (*unknown)
        return -1;
    for (a = all; a && s < 0; a = a->ai_next)
        s = bind_one(a);
    freeaddrinfo(all);
    return s;
}
