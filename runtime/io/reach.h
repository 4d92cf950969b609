#ifndef RUFF_IO_REACH_H
#define RUFF_IO_REACH_H

#include "core/policy.h"

/* Paths under a policy that names the only ones a capability reaches (--allow-fs-read=PATHS). A path is followed to
   the folder that its last name stands in; that folder is held open while the system is called, so that neither `..`
   nor links, nor changes behind the program's back, lead out of what is allowed. */

/** errno of a path that the policy does not reach, above all of the system's: RF_OUT_OF_REACH + the capability. */
enum { RF_OUT_OF_REACH = 5000 };
static inline bool rf_is_out_of_reach(int error)
{
    return error >= RF_OUT_OF_REACH && error < RF_OUT_OF_REACH + RF_CAPABILITIES;
}

/** A path on its way to the system. */
typedef struct rf_reach {
    const char *path;   /* for the calls of the system: what was given, where nothing is limited */
    int         flags;  /* for open: O_NOFOLLOW where links have been followed already */
    int         folder; /* held open; -1: none */
    char       *real;   /* the path without links, where paths are limited; else NULL */
    char        room[32 + 256]; /* what `path` may be */
} rf_reach;

/** Whether a last name that is a link stands for itself, as for removing and renaming, or for what it leads to. */
typedef enum rf_links { RF_LINKS_FOLLOWED, RF_LINKS_KEPT } rf_links;

/** Takes a path; `nth` is the capability, RF_NTH_FS_…. False with errno, RF_OUT_OF_REACH among the rest. Give it back
    with rf_reach_end in any case. */
bool rf_reach_path(rf_reach *r, int nth, const char *path, rf_links links);
/** Gives back what is held; errno stays. */
void rf_reach_end(rf_reach *r);

/** open() of a path; the access mode tells whether it is read or written. -1 with errno. */
int rf_reach_open(const char *path, int flags, unsigned mode);

/** Throws "Capability denied: …" for a path that was out of reach. */
RF_COLD void rf_throw_out_of_reach(rf_ctx *cx, int error, const char *path);

#endif
