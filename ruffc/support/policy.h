#ifndef RUFFC_SUPPORT_POLICY_H
#define RUFFC_SUPPORT_POLICY_H

#include "support/base.h"

/** The capabilities of runtime/capabilities.def. */
enum {
#define CAPABILITY(id, name, word, paths, about) NTH_##id,
#include "capabilities.def"
#undef CAPABILITY
    CAPABILITY_COUNT
};

/** What the compiled program may do, fixed in it. All zeros: everything. */
typedef struct Policy {
    bool        limited;                 /* only what follows */
    uint32_t    allowed;                 /* a bit for each capability */
    const char *paths[CAPABILITY_COUNT]; /* for each: what it is limited to, `:` between; NULL or empty: nothing */
    bool        public_only;             /* no connections to this machine or private networks */
} Policy;

#endif
