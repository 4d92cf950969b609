#ifndef RUFF_CORE_POLICY_H
#define RUFF_CORE_POLICY_H

#include "ruff/start.h"

/* What the program may do: the policy that the compiler fixed in it, by the switches --untrusted and --allow-…. */

/** The capabilities, one bit each. */
enum {
#define CAPABILITY(id, name, word, paths, about) RF_NTH_##id,
#include "capabilities.def"
#undef CAPABILITY
    RF_CAPABILITIES
};
enum {
#define CAPABILITY(id, name, word, paths, about) RF_CAN_##id = 1 << RF_NTH_##id,
#include "capabilities.def"
#undef CAPABILITY
};

/** A program begins: `p` holds for this process from now on; NULL: it may do everything. With RUFF_CAPS=1 in the
    environment it only tells what that is, and ends. */
void rf_policy_begin(const rf_policy *p);

/** The policy, NULL for a program that may do everything. */
const rf_policy *rf_policy_now(void);

/** Whether the program has a capability, RF_CAN_…: for what is no call of a built-in function. */
bool rf_policy_allows(uint32_t capability);

/** Whether connections to this machine and to private networks are forbidden: by the policy, or by
    RUFF_NET_DESTINATION_POLICY=deny_private in the environment that the program began with. */
bool rf_policy_public_only(void);

/** The name of a capability, and the word behind --allow-, by its number. */
const char *rf_capability_name(int nth);
const char *rf_capability_word(int nth);

#endif
