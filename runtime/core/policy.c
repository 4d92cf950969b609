/* The one place that says no: see policy.h. */

#include "core/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/start.h"
#include "ruff/error.h"

static const struct {
    const char *name, *word;
} capabilities[] = {
#define CAPABILITY(id, name, word, paths, about) {name, word},
#include "capabilities.def"
#undef CAPABILITY
};

_Static_assert(RF_CAPABILITIES == sizeof ((rf_policy *)NULL)->paths / sizeof(char *), "paths for each");

/* Set before the script starts, only read afterwards: the script's own env_set comes too late. */
static struct {
    const rf_policy *policy;
    bool             public_only;
} now;

const char *rf_capability_name(int nth)
{
    return capabilities[nth].name;
}

const char *rf_capability_word(int nth)
{
    return capabilities[nth].word;
}

const rf_policy *rf_policy_now(void)
{
    return now.policy;
}

bool rf_policy_allows(uint32_t capability)
{
    return !now.policy || (now.policy->allowed & capability) != 0;
}

bool rf_policy_public_only(void)
{
    return now.public_only;
}

/* ---- what may it do? */

static void tell(const rf_policy *p)
{
    for (int k = 0; k < RF_CAPABILITIES; k++) {
        const char *paths = p ? p->paths[k] : NULL;

        printf("%-18s %s%s\n", capabilities[k].name,
               p && !(p->allowed >> k & 1) ? "no" : paths ? "below " : "yes", paths ? paths : "");
    }
    if (now.public_only)
        printf("network-client reaches public addresses only\n");
}

void rf_policy_begin(const rf_policy *p)
{
    const char *destinations = getenv("RUFF_NET_DESTINATION_POLICY"), *asked = getenv("RUFF_CAPS");

    now.policy      = p;
    now.public_only = (p && p->public_only) || (destinations && strcmp(destinations, "deny_private") == 0);
    if (asked && strcmp(asked, "1") == 0) {
        tell(p);
        fflush(stdout);
        rf_exit(0);
    }
    if (p && p->begin)
        p->begin(p);
}

/* ---- may it? */

bool rf_may(rf_ctx *cx, uint32_t needed, const char *who)
{
    uint32_t missing = now.policy ? needed & ~now.policy->allowed : 0;

    if (!missing)
        return true;
    for (int k = 0; k < RF_CAPABILITIES; k++) {
        if (!(missing >> k & 1))
            continue;
        rf_throw(cx, "Capability denied: %s required for %s; rerun with --allow-%s", capabilities[k].name, who,
                 capabilities[k].word);
        return false;
    }
    return false;
}
