/* types/features.c, and the tables features.def and builtins.def together. */

#include <string.h>

#include "library/builtins.h"
#include "library/features.h"
#include "unit.h"

START_TEST(every_builtin_is_of_a_part_that_exists)
{
    for (size_t i = 0; i < builtin_count; i++) {
        const char *part = builtins[i].feature;
        bool        core = strcmp(part, "core") == 0 || strcmp(part, "task") == 0;

        ck_assert_msg(core != (feature_set(part) != 0), "%s is of '%s'", builtins[i].name, part);
    }
}
END_TEST

START_TEST(needs_are_other_features_that_are_built)
{
    for (size_t k = 0; k < feature_count; k++) {
        FeatureSet own = (FeatureSet)1 << k, all = feature_closure(own);

        ck_assert(feature_in(all, k));
        ck_assert_msg((all != own) == (*features[k].needs != '\0'), "%s needs '%s'",
                      features[k].name, features[k].needs);
        for (size_t i = 0; i < feature_count; i++)
            ck_assert(!features[k].built || !feature_in(all, i) || features[i].built);
    }
}
END_TEST

START_TEST(availability_follows_the_table)
{
    const Builtin *regex = &builtins[builtin_find(TEXT("regex_match"))];

    ck_assert(builtin_available(&builtins[builtin_find(TEXT("len"))]));
    ck_assert(builtin_available(&builtins[builtin_find(TEXT("sleep"))]));
    ck_assert(builtin_available(regex));
    ck_assert_uint_eq(feature_set("core"), 0);
    ck_assert_uint_ne(feature_set(regex->feature), 0);
    ck_assert_uint_eq(feature_closure(0), 0);
}
END_TEST

TCase *features_tests(void)
{
    TCase *t = tcase_create("features");

    tcase_add_test(t, every_builtin_is_of_a_part_that_exists);
    tcase_add_test(t, needs_are_other_features_that_are_built);
    tcase_add_test(t, availability_follows_the_table);
    return t;
}
