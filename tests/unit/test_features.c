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

START_TEST(forms_are_chosen_by_the_first_argument)
{
    int general = builtin_find(TEXT("db_connect"));

    ck_assert_str_eq(builtins[builtin_form(general, 2, TEXT("sqlite"))].symbol, "rf_b_db_connect_sqlite");
    ck_assert_str_eq(builtins[builtin_form(general, 2, TEXT("oracle"))].symbol, "rf_b_db_connect_else");
    ck_assert_int_eq(builtin_form(general, 1, TEXT("sqlite")), general);
    ck_assert_int_eq(builtin_form(builtin_find(TEXT("len")), 1, TEXT("sqlite")), builtin_find(TEXT("len")));
    for (size_t i = 0; i < builtin_count; i++) {
        const Builtin *b    = &builtins[i];
        size_t         name = strcspn(b->name, " ");
        int            of   = builtin_find((Text){b->name, name});

        if (!builtin_is_form(b))
            continue;
        ck_assert_msg(of >= 0 && builtins[of].abi == b->abi && builtins[of].least == b->least &&
                          builtins[of].most == b->most && builtins[of].effects == b->effects &&
                          strcmp(builtins[of].result, b->result) == 0,
                      "'%s' is another function than the one it is a form of", b->name);
    }
}
END_TEST

/* Functions that touch the world without a capability: standard input and output, what is open already. */
static bool is_free(const char *name)
{
    static const char *const names[] = {"input",     "print",     "println", "eprint", "debug",
                                        "tcp_close", "udp_close", "exit",    "tcp_set_nonblocking"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

START_TEST(what_touches_the_world_needs_a_capability)
{
    for (size_t i = 0; i < builtin_count; i++) {
        const Builtin *b = &builtins[i];

        ck_assert_msg(!(b->effects & (EFFECT_IO | EFFECT_NETWORK)) || builtin_needs(b) || is_free(b->name),
                      "%s needs nothing", b->name);
    }
}
END_TEST

START_TEST(other_names_need_the_same)
{
    for (size_t i = 0; i < builtin_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(builtins[i].symbol, builtins[k].symbol) == 0)
                ck_assert_msg(builtin_needs(&builtins[i]) == builtin_needs(&builtins[k]), "%s and %s",
                              builtins[i].name, builtins[k].name);
}
END_TEST

TCase *features_tests(void)
{
    TCase *t = tcase_create("features");

    tcase_add_test(t, every_builtin_is_of_a_part_that_exists);
    tcase_add_test(t, needs_are_other_features_that_are_built);
    tcase_add_test(t, what_touches_the_world_needs_a_capability);
    tcase_add_test(t, other_names_need_the_same);
    tcase_add_test(t, availability_follows_the_table);
    tcase_add_test(t, forms_are_chosen_by_the_first_argument);
    return t;
}
