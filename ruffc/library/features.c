/* The table of features as the compiler sees it: see runtime/features.def. */

#include "library/features.h"

#include <string.h>

const Feature features[] = {
#define FEATURE(name, needs, flags, package, built) {#name, needs, flags, package, built},
#include "features.def"
#undef FEATURE
};
const size_t feature_count = COUNT_OF(features);

_Static_assert(COUNT_OF(features) <= 64, "a FeatureSet has a bit for each");

static FeatureSet find(const char *name, size_t len)
{
    for (size_t k = 0; k < feature_count; k++)
        if (strlen(features[k].name) == len && memcmp(features[k].name, name, len) == 0)
            return (FeatureSet)1 << k;
    return 0;
}

FeatureSet feature_set(const char *name)
{
    return find(name, strlen(name));
}

/* The features that a text names, separated by spaces. */
static FeatureSet named(const char *text)
{
    FeatureSet set = 0;

    while (*text) {
        size_t len = strcspn(text, " ");
        set |= find(text, len);
        text += len + strspn(text + len, " ");
    }
    return set;
}

FeatureSet feature_closure(FeatureSet set)
{
    FeatureSet before;

    do {
        before = set;
        for (size_t k = 0; k < feature_count; k++)
            if (feature_in(before, k))
                set |= named(features[k].needs);
    } while (set != before);
    return set;
}
