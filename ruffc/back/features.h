#ifndef RUFFC_BACK_FEATURES_H
#define RUFFC_BACK_FEATURES_H

#include "library/features.h"

/* Parts of the library that are linked, or loaded, only for programs that mention them. Each
   function takes the features of a CUnit and adds those that they need. */

/** What the link line says about features; words are separated by spaces. */
typedef struct FeatureLinks {
    char folder[4200]; /* one word: -L with the folder of the archives */
    char archives[2048];
    char flags[2048]; /* of the libraries behind them */
} FeatureLinks;

/** Fills *out for the set. `library` is the path of the core's archive: the others lie beside it.
    False after one line on stderr when one is missing. */
bool features_link(FeatureSet set, const char *library, FeatureLinks *out);

/** After the linker has failed: when it complains, in the file `log`, about a library of the set,
   one line on stderr names the package that has it, and the answer is true. */
bool features_explain(FeatureSet set, const char *log);

/** Loads the shared objects of the set into this process, where libtcc's code finds their
   functions. False after one line on stderr. */
bool features_load(FeatureSet set);

#endif
