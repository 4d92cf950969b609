#ifndef RUFFC_BACK_CACHE_H
#define RUFFC_BACK_CACHE_H

#include "back/digest.h"
#include "library/features.h"
#include "support/compiler.h"

/* Objects that the C compiler made of scripts, kept from run to run. An entry is one file: a shared object,
   behind it the files that it was made from, a digest of all that. It is written under another name and renamed,
   and looked at as a whole before it is loaded, so a torn or foreign file is only a miss. Nothing here ever
   fails a run: what cannot be read is not there, what cannot be written is not kept. */

/** What the cache takes, and a path in it. */
enum { CACHE_PATH = 3072 };

/** The folder: $RUFFC_CACHE, else $XDG_CACHE_HOME/ruffc, else ~/.cache/ruffc. False when RUFFC_CACHE is `off`,
    or when none of them names one. */
bool cache_path(char room[CACHE_PATH]);

/** The same, made when it was missing, and only if no other user can write there. */
bool cache_folder(char room[CACHE_PATH]);

/** How much the entries may take together, in bytes: $RUFFC_CACHE_SIZE (a number, with K, M or G behind it;
    megabytes without), else 256 MB. */
uint64_t cache_limit(void);

/** Number and bytes of the entries. */
typedef struct CacheSums {
    uint64_t entries, bytes;
} CacheSums;

/** Adds them up. False when there is no such folder. */
bool cache_sums(const char *folder, CacheSums *out);

/** Removes every entry, and what ended runs left; says what it was. False when one stays. */
bool cache_clear(const char *folder, CacheSums *removed);

/** Removes the entries used longest ago until the rest is below the limit, and what ended runs left
    behind more than an hour ago. The entry `keep` stays. */
void cache_trim(const char *folder, uint64_t limit, const char *keep);

/* ---- entries: cache_entry.c ---- */

/** The name of an entry: stands for this ruffc, the optimisations, the C compiler's name, RUFF_PATH, the script's path as it
    was given, and its text. */
Digest cache_key(const Options *o, const char *cc, const char *path, Text script);

/** What the entry of a compilation says besides its object: the features used, whether there were warnings, the
    C compiler, every file with its digest, every place where an import was looked for in vain. The arena
    owns it. */
Text cache_facts(Arena *a, Compiler *c, FeatureSet used, const char *cc);

/** A loaded object. */
typedef struct CacheHit {
    void      *object; /* of dlopen, NULL: none */
    FeatureSet features;
} CacheHit;

/** Loads the entry if all it was made from is unchanged. Files that are not in c->sources yet are
    loaded there. `quiet`: not if the front end had warnings, which it must show again. */
bool cache_find(Compiler *c, Digest key, bool quiet, CacheHit *out);

/** Trims the cache to `limit`; makes an entry of the shared object in the file `object`, which lies in the folder and is gone
    afterwards. */
void cache_keep(const char *folder, uint64_t limit, Digest key, Text facts, const char *object);

#endif
