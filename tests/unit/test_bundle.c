/* Tests of the pieces that make a self-contained C file: tokens of C, names private to a file, the
   rows of the table of methods. That whole files compile and run is tested from the command line.
 */
#include "unit.h"

#include "back/bundle.h"
#include "back/embedded.h"

static Arena arena;

static void setup(void)
{
    arena = (Arena){0};
}

static void teardown(void)
{
    arena_free(&arena);
}

static const char sample[] = "/* a comment */\n"
                             "#define TWICE(x) \\\n"
                             "    ((x) * 2)\n"
                             "typedef struct pair {\n"
                             "    int left, right;\n"
                             "    void (*work)(int data);\n"
                             "} pair;\n"
                             "enum { FIRST, SECOND = 2 };\n"
                             "typedef int (*callback)(int);\n"
                             "static int counter = 0, more[3];\n"
                             "static rf_value spare RF_UNUSED = {0};\n"
                             "static int helper(pair *p)\n"
                             "{\n"
                             "    int local = p->left + p->counter;\n"
                             "    return local + TWICE(1) + 'x' + \"text\"[0];\n"
                             "}\n"
                             "rf_value rf_public(void);\n"
                             "RF_STRING(greeting, 2, \"hi\");\n"
                             "extern int elsewhere;\n"
                             "_Static_assert(1, \"fine\");\n";

static Part sample_part(void)
{
    Part p = {.path = TEXT("core/sample.c"), .tokens = c_tokens(&arena, TEXT(sample))};

    bundle_names(&arena, &p);
    return p;
}

START_TEST(tokens_are_the_whole_text)
{
    CTokens all = c_tokens(&arena, TEXT(sample));
    TextBuf out = {.arena = &arena};

    for (size_t i = 0; i < all.len; i++)
        textbuf_add(&out, all.at[i].text);
    ck_assert(text_equal(textbuf_text(&out), TEXT(sample)));
}
END_TEST

START_TEST(broken_text_ends)
{
    static const char *const texts[] = {"",  "/*", "\"abc", "'", "//",
                                        "#", "\\", "a\\\n", "/", "\"\\"};

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        CTokens all = c_tokens(&arena, text_of(texts[i]));
        size_t  len = 0;
        for (size_t k = 0; k < all.len; k++)
            len += all.at[k].text.len;
        ck_assert_uint_eq(len, strlen(texts[i]));
    }
}
END_TEST

START_TEST(directives_go_on_behind_a_backslash)
{
    CTokens all = c_tokens(&arena, TEXT(sample));

    for (size_t i = 0; i < all.len; i++)
        if (all.at[i].kind == CT_WORD)
            ck_assert_int_eq(all.at[i].in_directive, c_is(&all.at[i], "define") ||
                                                         c_is(&all.at[i], "x") ||
                                                         (c_is(&all.at[i], "TWICE") && i < 20));
}
END_TEST

static bool has_name(const Part *p, const char *name)
{
    for (size_t i = 0; i < p->privates.len; i++)
        if (text_equal(p->privates.at[i], text_of(name)))
            return true;
    return false;
}

START_TEST(private_names)
{
    static const char *const are[]     = {"pair", "FIRST",  "SECOND",   "callback", "counter",
                                          "more", "helper", "greeting", "spare"};
    static const char *const are_not[] = {"left", "work",           "data",      "local",
                                          "p",    "TWICE",          "rf_public", "elsewhere",
                                          "int",  "_Static_assert", "fine"};
    Part                     p         = sample_part();

    for (size_t i = 0; i < COUNT_OF(are); i++)
        ck_assert_msg(has_name(&p, are[i]), "%s is missing", are[i]);
    for (size_t i = 0; i < COUNT_OF(are_not); i++)
        ck_assert_msg(!has_name(&p, are_not[i]), "%s is none", are_not[i]);
    ck_assert_uint_eq(p.macros.len, 1);
    ck_assert(text_equal(p.macros.at[0], TEXT("TWICE")));
}
END_TEST

/* Position of the nth token that is this word, from 1. */
static size_t position(const CTokens *all, const char *word, int nth)
{
    for (size_t i = 0; i < all->len; i++)
        if (c_is(&all->at[i], word) && --nth == 0)
            return i;
    ck_abort_msg("no such word: %s", word);
}

START_TEST(members_keep_their_names)
{
    Part p = sample_part();

    ck_assert(is_member(&p.tokens, position(&p.tokens, "left", 1)));
    ck_assert(is_member(&p.tokens, position(&p.tokens, "work", 1)));
    ck_assert(is_member(&p.tokens, position(&p.tokens, "left", 2)));    /* p->left */
    ck_assert(is_member(&p.tokens, position(&p.tokens, "counter", 2))); /* p->counter */
    ck_assert(!is_member(&p.tokens, position(&p.tokens, "counter", 1)));
    ck_assert(!is_member(&p.tokens, position(&p.tokens, "pair", 2)));
    ck_assert(!is_member(&p.tokens, position(&p.tokens, "helper", 1)));
}
END_TEST

START_TEST(rows_of_methods)
{
    CTokens    all    = c_tokens(&arena, TEXT("METHOD(STRING, upper, to_upper)\nOTHER(a, b, c)\n"));
    CTokens    script = c_tokens(&arena, TEXT("RF_STRING(text_1, 5, \"upper\");"));
    MethodRows rows;
    MethodRow  row;

    ck_assert(method_row(&all, 0, &row));
    ck_assert(text_equal(row.name, TEXT("upper")) && text_equal(row.builtin, TEXT("to_upper")));
    ck_assert(c_is(c_behind(&all, row.end), "OTHER") || c_is(&all.at[row.end], "OTHER"));
    ck_assert(!method_row(&all, position(&all, "OTHER", 1), &row));
    methods_init(&rows, &arena, &script);
    method_row(&all, 0, &row);
    ck_assert(method_is_named(&rows, &row));
}
END_TEST

START_TEST(the_runtime_is_embedded)
{
    ck_assert_uint_gt(embedded_count, 50);
    ck_assert_uint_gt(embedded_find(TEXT("ruff/abi.h")).len, 1000);
    ck_assert_uint_gt(embedded_find(text_of(methods_table)).len, 1000);
    ck_assert_uint_eq(embedded_find(TEXT("nosuch.h")).len, 0);
}
END_TEST

TCase *bundle_tests(void)
{
    TCase *t = tcase_create("back/bundle");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, tokens_are_the_whole_text);
    tcase_add_test(t, broken_text_ends);
    tcase_add_test(t, directives_go_on_behind_a_backslash);
    tcase_add_test(t, private_names);
    tcase_add_test(t, members_keep_their_names);
    tcase_add_test(t, rows_of_methods);
    tcase_add_test(t, the_runtime_is_embedded);
    return t;
}
