#ifndef RUFF_STD_EVENTS_POLICY_H
#define RUFF_STD_EVENTS_POLICY_H

#include "ruff/abi.h"

struct sockaddr;

/** With RUFF_NET_DESTINATION_POLICY=deny_private in the environment: whether the address belongs to this machine
    or a private network. */
bool rf_is_denied(const struct sockaddr *address);

#define RF_DENIED_TEXT "the address is private (RUFF_NET_DESTINATION_POLICY=deny_private)"

#endif
