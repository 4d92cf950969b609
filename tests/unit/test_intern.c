/* support/intern.c */
#include "support/intern.h"

#include "support/text.h"
#include "unit.h"

static Arena        arena;
static SymbolTable *symbols;

static void setup(void)
{
    symbols = symbols_new(&arena);
}

static void teardown(void)
{
    arena_free(&arena);
}

START_TEST(equal_names_have_one_symbol)
{
    char   buffer[] = "name";
    Symbol s        = symbol_of(symbols, (Text){buffer, 4});

    buffer[0] = 'X';
    ck_assert_uint_eq(symbol_of(symbols, TEXT("name")), s);
    ck_assert_uint_ne(symbol_of(symbols, TEXT("nam")), s);
}
END_TEST

START_TEST(a_symbol_leads_back_to_its_name)
{
    Symbol s = symbol_of(symbols, TEXT("abc"));

    ck_assert_str_eq(symbol_text(symbols, s).at, "abc");
    ck_assert_uint_eq(symbol_text(symbols, 0).len, 0);
}
END_TEST

START_TEST(many_names_stay_apart)
{
    Symbol seen[500];

    for (int i = 0; i < 500; i++)
        seen[i] = symbol_of(symbols, text_of(text_format(&arena, "n%d", i)));
    for (int i = 0; i < 500; i++)
        ck_assert_uint_eq(symbol_of(symbols, text_of(text_format(&arena, "n%d", i))), seen[i]);
    ck_assert_uint_eq(seen[499] - seen[0], 499);
}
END_TEST

TCase *intern_tests(void)
{
    TCase *t = tcase_create("intern");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, equal_names_have_one_symbol);
    tcase_add_test(t, a_symbol_leads_back_to_its_name);
    tcase_add_test(t, many_names_stay_apart);
    return t;
}
