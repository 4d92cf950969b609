#ifndef RUFFC_LIBRARY_FEATURES_H
#define RUFFC_LIBRARY_FEATURES_H

#include "support/base.h"

/** One row of runtime/features.def: a part of the library that is linked on its own. */
typedef struct Feature {
    const char *name, *needs, *flags, *package;
    bool        built;
} Feature;
extern const Feature features[];
extern const size_t  feature_count;

/** Bit k stands for features[k]. */
typedef uint64_t FeatureSet;

/** The feature of that name alone; empty for core and task, which are no features. */
FeatureSet feature_set(const char *name);

/** The features of the set with all that they need, directly or not. */
FeatureSet feature_closure(FeatureSet set);

/** Whether features[k] is in the set. */
static inline bool feature_in(FeatureSet set, size_t k)
{
    return (set >> k & 1) != 0;
}

#endif
