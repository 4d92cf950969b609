/* types/type.c: the lattice. */

#include "middle_fixture.h"
#include "unit.h"

enum { MOST_TYPES = 64 };

static TypeTable  *table;
static const Type *sample[MOST_TYPES];
static size_t      sample_count;

/* Every basic type, two structs, a function, and containers of all of them, nested up to past the
   limit. */
static void setup(void)
{
    static StructInfo first, second;
    static Function   function;
    size_t            n = 0, scalars;

    names_of("");
    table = types_new(&names_compiler.arena);
    for (int k = 0; k <= TY_ANY; k++)
        if (k != TY_ARRAY && k != TY_DICT && k != TY_STRUCT && k != TY_FUNC && k != TY_GENERATOR &&
            k != TY_PROMISE)
            sample[n++] = type_basic(table, (TypeKind)k);
    sample[n++] = type_struct(table, &first);
    sample[n++] = type_struct(table, &second);
    sample[n++] = type_func(table, &function);
    scalars     = n;
    for (size_t i = 0; i < scalars; i++)
        sample[n++] = i % 2 ? type_array(table, sample[i]) : type_dict(table, sample[i]);
    for (size_t i = 0; i < scalars; i += 3)
        sample[n++] = type_array(table, type_array(table, sample[i]));
    for (size_t i = 0; i < scalars; i += 4)
        sample[n++] = type_array(table, type_dict(table, type_array(table, sample[i])));
    sample_count = n;
}

static const Type *join(const Type *a, const Type *b)
{
    return type_join(table, a, b);
}

static bool is_below(const Type *a, const Type *b)
{
    return join(a, b) == b;
}

START_TEST(equal_types_are_one_object)
{
    const Type *i = type_basic(table, TY_INT);

    ck_assert_ptr_eq(type_array(table, i), type_array(table, i));
    ck_assert_ptr_eq(type_dict(table, type_array(table, i)),
                     type_dict(table, type_array(table, i)));
    ck_assert_ptr_ne(type_array(table, i), type_dict(table, i));
}
END_TEST

START_TEST(join_is_commutative_and_idempotent)
{
    for (size_t i = 0; i < sample_count; i++) {
        ck_assert_ptr_eq(join(sample[i], sample[i]), sample[i]);
        for (size_t k = 0; k < sample_count; k++)
            ck_assert_ptr_eq(join(sample[i], sample[k]), join(sample[k], sample[i]));
    }
}
END_TEST

START_TEST(join_is_associative)
{
    for (size_t i = 0; i < sample_count; i++)
        for (size_t k = 0; k < sample_count; k++)
            for (size_t m = 0; m < sample_count; m++)
                ck_assert_ptr_eq(join(join(sample[i], sample[k]), sample[m]),
                                 join(sample[i], join(sample[k], sample[m])));
}
END_TEST

START_TEST(join_is_the_least_type_that_holds_both)
{
    for (size_t i = 0; i < sample_count; i++)
        for (size_t k = 0; k < sample_count; k++) {
            const Type *both = join(sample[i], sample[k]);
            ck_assert(is_below(sample[i], both) && is_below(sample[k], both));
            for (size_t m = 0; m < sample_count; m++)
                ck_assert(!is_below(sample[i], sample[m]) || !is_below(sample[k], sample[m]) ||
                          is_below(both, sample[m]));
        }
}
END_TEST

START_TEST(never_is_below_and_any_above_everything)
{
    for (size_t i = 0; i < sample_count; i++) {
        ck_assert_ptr_eq(join(sample[i], type_basic(table, TY_NEVER)), sample[i]);
        ck_assert_ptr_eq(join(sample[i], type_basic(table, TY_ANY)), type_basic(table, TY_ANY));
    }
}
END_TEST

START_TEST(every_rising_chain_ends)
{
    const Type *now = type_basic(table, TY_NEVER);
    int         steps = 0;

    for (;;) {
        const Type *next = join(now, type_array(table, now));
        if (next == now)
            break;
        now = next;
        ck_assert_int_lt(++steps, 16);
    }
}
END_TEST

START_TEST(nesting_past_three_levels_widens_the_innermost_part)
{
    const Type *t = type_basic(table, TY_INT);

    for (int i = 0; i < 10; i++)
        t = type_array(table, t);
    ck_assert_str_eq(type_words(t), "array(any)");
    t = type_array(table, type_dict(table, type_array(table, type_basic(table, TY_STRING))));
    ck_assert_str_eq(type_words(t), "array(dict(array(string)))");
}
END_TEST

START_TEST(an_int_and_a_float_join_to_any)
{
    const Type *i = type_basic(table, TY_INT), *f = type_basic(table, TY_FLOAT);

    ck_assert_str_eq(type_words(join(i, f)), "any");
    ck_assert_str_eq(type_words(join(type_array(table, i), type_array(table, f))), "array(any)");
}
END_TEST

START_TEST(an_empty_container_takes_the_other_ones_type)
{
    const Type *empty = type_array(table, type_basic(table, TY_NEVER));
    const Type *ints  = type_array(table, type_basic(table, TY_INT));

    ck_assert(type_has_never(empty) && !type_has_never(ints));
    ck_assert_ptr_eq(join(empty, ints), ints);
    ck_assert(!type_is_dynamic(ints));
    ck_assert(type_is_dynamic(type_array(table, type_basic(table, TY_ANY))));
}
END_TEST

START_TEST(a_representation_holds_every_smaller_type_of_its_kind)
{
    ck_assert_int_eq(type_rep(type_basic(table, TY_INT)), REP_INT);
    ck_assert_int_eq(type_rep(type_basic(table, TY_FLOAT)), REP_FLOAT);
    ck_assert_int_eq(type_rep(type_basic(table, TY_BOOL)), REP_BOOL);
    ck_assert_int_eq(type_rep(type_basic(table, TY_STRING)), REP_OBJECT);
    for (size_t i = 0; i < sample_count; i++)
        ck_assert_int_ne(type_rep(sample[i]), REP_NONE);
    ck_assert_int_eq(type_rep(type_basic(table, TY_ANY)), REP_VALUE);
}
END_TEST

TCase *type_tests(void)
{
    TCase *t = tcase_create("type");

    tcase_add_checked_fixture(t, setup, names_teardown);
    tcase_add_test(t, equal_types_are_one_object);
    tcase_add_test(t, join_is_commutative_and_idempotent);
    tcase_add_test(t, join_is_associative);
    tcase_add_test(t, join_is_the_least_type_that_holds_both);
    tcase_add_test(t, never_is_below_and_any_above_everything);
    tcase_add_test(t, every_rising_chain_ends);
    tcase_add_test(t, nesting_past_three_levels_widens_the_innermost_part);
    tcase_add_test(t, an_int_and_a_float_join_to_any);
    tcase_add_test(t, an_empty_container_takes_the_other_ones_type);
    tcase_add_test(t, a_representation_holds_every_smaller_type_of_its_kind);
    return t;
}
