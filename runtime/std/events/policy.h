#ifndef RUFF_STD_EVENTS_POLICY_H
#define RUFF_STD_EVENTS_POLICY_H

#include "ruff/abi.h"

struct sockaddr;

/** In a program that may connect to public addresses only (core/policy.h): whether the address belongs to this
    machine or a private network. */
bool rf_is_denied(const struct sockaddr *address);

#define RF_DENIED_TEXT "the address is private, and only public ones may be reached (--untrusted, RUFF_NET_DESTINATION_POLICY)"

#endif
