/* The public headers mean the same to the system's compiler and to tcc: sizes, offsets, values
   passed in registers, inline functions and their copies. Run from the root of the sources. */

#include <check.h>
#include <libtcc.h>
#include <stdio.h>
#include <string.h>

#include "rt_fixture.h"

static const uint32_t here[] = {
#define FIELD(type, field) (uint32_t)sizeof(type) << 16 | (uint32_t)offsetof(type, field),
#include "rt_layout.def"
};

static const char *const names[] = {
#define FIELD(type, field) #type "." #field,
#include "rt_layout.def"
};

static const char source[] =
    "#include \"ruff/ruff.h\"\n"
    "const uint32_t there[] = {\n"
    "#define FIELD(type, field) (uint32_t)sizeof(type) << 16 | (uint32_t)offsetof(type, field),\n"
    "#include \"rt_layout.def\"\n"
    "};\n"
    "RF_STRING(word, 2, \"\\303\\244b\");\n"
    "const rf_string *a_string(void) { return (rf_string *)&word; }\n"
    "rf_value add(rf_ctx *cx, rf_value a, rf_value b) { return rf_add(cx, a, b); }\n"
    "rf_value same(int64_t x, rf_value a, double d, rf_value b) { return x && d > 0 ? a : b; }\n"
    "int64_t checked(rf_ctx *cx, int64_t a, int64_t b)\n"
    "{\n"
    "    int64_t r;\n"
    "    if (rf_mul_overflows(a, b, &r)) { rf_throw_overflow(cx, a, '*', b); return 0; }\n"
    "    if (rf_add_overflows(r, 1, &r)) { rf_throw_overflow(cx, r, '+', 1); return 0; }\n"
    "    return r;\n"
    "}\n"
    "rf_array *push(rf_ctx *cx, rf_array *a, int64_t i) { return rf_ints_push(cx, a, i); }\n"
    "bool low(rf_ctx *cx) { return RF_STACK_LOW(cx); }\n";

static TCCState *tcc;

/* What the source needs of the runtime; the JIT has a table of all. */
static void add_symbols(void)
{
#define SYMBOL(name) tcc_add_symbol(tcc, #name, (void *)name)
    SYMBOL(rf_add);
    SYMBOL(rf_throw_overflow);
    SYMBOL(rf_ints_push);
    tcc_add_symbol(tcc, "rf_string_kind", (void *)&rf_string_kind);
#undef SYMBOL
}

static void begin(void)
{
    rt_begin();
    tcc = tcc_new();
    tcc_set_options(tcc, "-nostdlib -nostdinc");
    tcc_set_output_type(tcc, TCC_OUTPUT_MEMORY);
    tcc_add_include_path(tcc, "runtime/include");
    tcc_add_include_path(tcc, "tests/unit");
    add_symbols();
    ck_assert_int_eq(tcc_compile_string(tcc, source), 0);
    ck_assert_int_eq(tcc_relocate(tcc, TCC_RELOCATE_AUTO), 0);
}

static void end(void)
{
    tcc_delete(tcc);
    rt_end();
}

START_TEST(both_compilers_lay_out_alike)
{
    const uint32_t *there = tcc_get_symbol(tcc, "there");

    ck_assert_ptr_nonnull(there);
    for (size_t i = 0; i < sizeof here / sizeof *here; i++)
        ck_assert_msg(here[i] == there[i], "%s: %08x, %08x under tcc", names[i], here[i], there[i]);
}
END_TEST

START_TEST(static_strings_are_strings)
{
    const rf_string *(*a_string)(void) = tcc_get_symbol(tcc, "a_string");
    const rf_string *s                 = a_string();

    ck_assert_str_eq(s->at, "äb");
    ck_assert_int_eq(s->length, 2);
    ck_assert_int_eq(s->bytes, 3);
    ck_assert_int_eq(s->head.count, RF_STATIC_COUNT);
}
END_TEST

START_TEST(values_pass_alike)
{
    rf_value (*add)(rf_ctx *, rf_value, rf_value)         = tcc_get_symbol(tcc, "add");
    rf_value (*same)(int64_t, rf_value, double, rf_value) = tcc_get_symbol(tcc, "same");
    rf_value half                                         = rf_from_float(0.5);

    rt_shows(add(&rt_cx, rf_from_int(40), rf_from_int(2)), "42");
    rt_shows(add(&rt_cx, half, half), "1");
    rt_shows(same(1, half, 1.0, rf_null), "0.5");
    rt_shows(same(1, half, -1.0, rf_from_bool(true)), "true");
}
END_TEST

START_TEST(overflow_is_seen)
{
    int64_t (*checked)(rf_ctx *, int64_t, int64_t) = tcc_get_symbol(tcc, "checked");

    ck_assert_int_eq(checked(&rt_cx, -3, 5), -14);
    checked(&rt_cx, INT64_MAX, 2);
    rt_threw("Integer overflow: 9223372036854775807 * 2");
    checked(&rt_cx, INT64_MAX, 1);
    rt_threw("Integer overflow: -9223372036854775808 + 1");
}
END_TEST

START_TEST(inline_functions_have_copies)
{
    rf_array *(*push)(rf_ctx *, rf_array *, int64_t) = tcc_get_symbol(tcc, "push");
    bool (*low)(rf_ctx *)                            = tcc_get_symbol(tcc, "low");
    rf_array *a                                      = rf_array_new(&rt_cx, &rf_ints_kind, 0);

    for (int64_t i = 0; i < 10; i++)
        a = push(&rt_cx, a, i);
    ck_assert(!low(&rt_cx));
    rt_cx.stack_limit = (char *)&a;
    ck_assert(low(&rt_cx));
    rt_shows(rf_from_object(a), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
}
END_TEST

TCase *rt_layout_tests(void)
{
    TCase *t = tcase_create("rt/layout");

    tcase_add_checked_fixture(t, begin, end);
    tcase_add_test(t, both_compilers_lay_out_alike);
    tcase_add_test(t, static_strings_are_strings);
    tcase_add_test(t, values_pass_alike);
    tcase_add_test(t, overflow_is_seen);
    tcase_add_test(t, inline_functions_have_copies);
    return t;
}
