/* --untrusted and --allow-…: what the compiled program may do. */

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

/* Each of the paths has a name. */
static bool check_paths(const char *paths, OptionId id)
{
    if (paths[0] != ':' && paths[strlen(paths) - 1] != ':' && !strstr(paths, "::"))
        return true;
    complain("option '--%s' takes paths with `:` between them, not '%s'", option_info[id].word, paths);
    return false;
}

static bool read_capability(Args *a, Policy *p, int nth)
{
    OptionId    id    = OPT_ALLOW_FS_READ + (OptionId)nth;
    const char *paths = a->values[id];

    if (!paths)
        return true;
    p->limited = true;
    p->allowed |= 1u << nth;
    p->paths[nth] = *paths ? paths : NULL;
    return !*paths || check_paths(paths, id);
}

/* Untrusted scripts reach public addresses only, unless the environment says otherwise, now: a script that runs, or an
   executable, cannot be told so later. */
static bool is_public_only(const Args *a)
{
    const char *destinations = getenv("RUFF_NET_DESTINATION_POLICY");
    const char *private_too  = getenv("RUFF_ALLOW_PRIVATE_NETWORK_DESTINATIONS");

    return has_option(a, OPT_UNTRUSTED) && (!private_too || strcmp(private_too, "1") != 0) &&
           (!destinations || strcmp(destinations, "allow_all") != 0);
}

bool policy_read(Args *a)
{
    Policy p = {.limited = has_option(a, OPT_UNTRUSTED)};

    for (int k = 0; k < CAPABILITY_COUNT; k++)
        if (!read_capability(a, &p, k))
            return false;
    if (has_option(a, OPT_ALLOW_NET)) {
        p.limited = true;
        p.allowed |= 1u << NTH_NET_CLIENT | 1u << NTH_NET_SERVER;
    }
    p.public_only = is_public_only(a);
    if (!has_option(a, OPT_ALLOW_ALL))
        a->compile.policy = p;
    return true;
}
