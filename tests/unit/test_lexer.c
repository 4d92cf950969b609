/* front/lexer.c and its parts */
#include "front/lexer.h"

#include <string.h>

#include "support/text.h"
#include "unit.h"

static Compiler c;

static void setup(void)
{
    compiler_init(&c, NULL);
}

static void teardown(void)
{
    compiler_free(&c);
}

static TokenList lex(const char *text)
{
    return lex_file(&c, source_add(c.sources, TEXT("t.ruff"), text_of(text)));
}

/* The tokens' kinds, with a `/` before those that a line end precedes. */
static void expect_tokens(const char *text, const char *expected)
{
    TokenList list  = lex(text);
    TextBuf   found = {.arena = &c.arena};

    for (size_t i = 0; i + 1 < list.len; i++)
        textbuf_format(&found, "%s%s%s", i ? " " : "", i && list.at[i].line_start ? "/" : "",
                       token_spelling(list.at[i].kind));
    textbuf_char(&found, '\0');
    ck_assert_str_eq(found.at, expected);
    ck_assert_int_eq(list.at[list.len - 1].kind, TK_END);
}

/* One lexical error whose message begins so, at this byte. */
static void expect_error(const char *text, DiagId id, const char *message, uint32_t at)
{
    size_t before = c.diags.errors;
    Diag  *d;

    lex(text);
    ck_assert_uint_eq(c.diags.errors, before + 1);
    for (d = c.diags.first; d->next; d = d->next)
        continue;
    ck_assert_int_eq(d->id, id);
    ck_assert_uint_eq(d->at.start, at);
    if (!text_starts(d->message, text_of(message)))
        ck_abort_msg("message is %.*s", TEXT_ARG(d->message));
}

START_TEST(names_words_and_operators)
{
    expect_tokens("let letter _x gen x\xC3\xA9", "let name name name name");
    expect_tokens("a:=b?.c??d?e", "name := name ?. name ?? name ? name");
    expect_tokens("a|>b||c->d=>e::f...g", "name |> name || name -> name => name :: name ... name");
    expect_tokens("a+=b-=c<=d>=e==f!=!g", "name += name -= name <= name >= name == name != ! name");
}
END_TEST

START_TEST(space_and_comments_separate)
{
    expect_tokens("a # b\nb // c\n/// d\nc /* e\n */ d /**/ e /*/ */ f",
                  "name /name /name /name name name");
    expect_tokens("\r\na\r\n\tb;c", "name /name ; name");
    ck_assert_uint_eq(c.diags.errors, 0);
}
END_TEST

START_TEST(numbers_have_their_values)
{
    TokenList list = lex("0010 9223372036854775807 00.50 5.x 1...");

    ck_assert_int_eq(list.at[0].as.integer, 10);
    ck_assert_int_eq(list.at[1].as.integer, INT64_MAX);
    ck_assert_double_eq(list.at[2].as.real, 0.5);
    ck_assert_int_eq(list.at[4].kind, TK_DOT);
    ck_assert_int_eq(list.at[7].kind, TK_ELLIPSIS);
    ck_assert_uint_eq(c.diags.errors, 0);
}
END_TEST

START_TEST(malformed_numbers_are_told_whole)
{
    expect_error("x := 0x10", E_BAD_NUMBER, "Malformed numeric literal: 0x10", 5);
    expect_error("12px", E_BAD_NUMBER, "Malformed numeric literal: 12px", 0);
    expect_error("1_000", E_BAD_NUMBER, "Malformed numeric literal: 1_000", 0);
    expect_error("1e5", E_BAD_NUMBER, "Malformed numeric literal: 1e5", 0);
    expect_error("1.2.3", E_BAD_NUMBER, "Malformed numeric literal: 1.2.3", 0);
    expect_error("5. ", E_BAD_NUMBER, "Malformed numeric literal: 5.", 0);
    expect_error("-9223372036854775808", E_NUMBER_OVERFLOW,
                 "Numeric literal overflow: 9223372036854775808", 1);
}
END_TEST

START_TEST(strings_have_their_escapes_undone)
{
    TokenList list = lex("\"a\\n\\t\\r\\\\\\\"\\$ $x {y}\"");

    ck_assert_int_eq(list.at[0].kind, TK_STRING);
    ck_assert(text_equal(list.at[0].as.text, TEXT("a\n\t\r\\\"$ $x {y}")));
}
END_TEST

START_TEST(interpolations_are_rows_of_tokens)
{
    expect_tokens("\"a${x}b${y}\"", "string-head name string-mid name string-tail");
    expect_tokens("\"${\"${\"}\"}\"}\"",
                  "string-head string-head string string-tail string-tail");
    expect_tokens("\"${{\"k\": 1} // }\n}\"", "string-head { string : int } /string-tail");
    ck_assert_uint_eq(c.diags.errors, 0);
}
END_TEST

START_TEST(tokens_in_interpolations_keep_their_places)
{
    TokenList list = lex("x := \"ab${y}c\"");

    ck_assert_uint_eq(list.at[2].at.start, 5);
    ck_assert_uint_eq(list.at[2].at.end, 10);
    ck_assert_uint_eq(list.at[3].at.start, 10);
    ck_assert_uint_eq(list.at[4].at.start, 11);
    ck_assert_uint_eq(list.at[4].at.end, 14);
}
END_TEST

START_TEST(open_strings_are_told_once)
{
    expect_error("a := \"one\ntwo\"\n", E_OPEN_STRING, "Unterminated string literal", 5);
    expect_error("a := \"one", E_OPEN_STRING, "Unterminated string literal", 5);
    expect_error("p(\"s ${n + 1\")\nq", E_OPEN_STRING,
                 "Unterminated interpolated string expression", 5);
    expect_error("p(\"s ${n + 1", E_OPEN_STRING, "Unterminated interpolated string expression", 5);
}
END_TEST

START_TEST(bad_characters_are_told)
{
    expect_error("x := 5 @ 3", E_BAD_CHARACTER, "Invalid character: '@'", 7);
    expect_error("a & b", E_BAD_CHARACTER, "Invalid character: '&'", 2);
    expect_error("p('no')", E_BAD_CHARACTER, "Invalid character: '''", 2);
    expect_error("  \xC3\xA9t\xC3\xA9", E_BAD_CHARACTER, "Invalid character: '\xC3\xA9'", 2);
    expect_error("\xEF\xBB\xBFx", E_BAD_CHARACTER, "Invalid character: '\\u{feff}'", 0);
    expect_error("a\fb", E_BAD_CHARACTER, "Invalid character: '\\u{c}'", 1);
    expect_error("\"\xFF\xFF\"", E_BAD_CHARACTER, "Invalid character: '\\xff'", 1);
    expect_error("\"a\\q\"", E_BAD_ESCAPE, "Invalid escape sequence: \\q", 2);
    expect_error("a /* b", E_OPEN_COMMENT, "Unterminated block comment", 2);
}
END_TEST

START_TEST(a_zero_byte_is_an_error_anywhere)
{
    static const Text texts[] = {TEXT("a\0b"), TEXT("\"a\0b\""), TEXT("# \0")};

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        lex_file(&c, source_add(c.sources, TEXT("t"), texts[i]));
        ck_assert_uint_eq(c.diags.errors, i + 1);
    }
    ck_assert_int_eq(c.diags.first->id, E_NULL_BYTE);
}
END_TEST

/* A text of `count` letters between `before` and `after`. */
static const char *long_text(const char *before, size_t count, const char *letter,
                             const char *after)
{
    TextBuf b = {.arena = &c.arena};

    textbuf_add(&b, text_of(before));
    for (size_t i = 0; i < count; i++)
        textbuf_add(&b, text_of(letter));
    textbuf_add(&b, text_of(after));
    textbuf_char(&b, '\0');
    return b.at;
}

START_TEST(limits_are_kept)
{
    lex(long_text("a", 255, "\xC3\xA9", ""));
    lex(long_text("", 512, "0", ""));
    lex(long_text("\"", 8192, "\xC3\xA9", "\""));
    lex(long_text("\"${x}", 8191, "\\n", "a${y}\""));
    ck_assert_uint_eq(c.diags.errors, 0);
    expect_error(long_text("", 257, "a", ""), E_LONG_NAME,
                 "Identifier exceeds max length of 256 characters", 0);
    expect_error(long_text("", 513, "0", ""), E_LONG_NUMBER,
                 "Numeric literal exceeds max length of 512 characters", 0);
    expect_error(long_text("\"", 8193, "a", "\""), E_LONG_STRING,
                 "String literal exceeds max length of 8192 characters", 0);
}
END_TEST

static void expect_partner(TokenList list, uint32_t open, uint32_t close)
{
    ck_assert_uint_eq(list.at[open].partner, close);
    if (close != NO_TOKEN)
        ck_assert_uint_eq(list.at[close].partner, open);
}

START_TEST(brackets_find_their_partners)
{
    TokenList list = lex("( [ { } ] )");

    expect_partner(list, 0, 5);
    expect_partner(list, 1, 4);
    expect_partner(list, 2, 3);
}
END_TEST

START_TEST(a_wrong_bracket_stays_alone)
{
    TokenList list = lex("{ ( ] } ( { ) }");

    expect_partner(list, 0, 3);
    expect_partner(list, 1, NO_TOKEN);
    expect_partner(list, 2, NO_TOKEN);
    expect_partner(list, 4, NO_TOKEN);
    expect_partner(list, 5, 7);
    expect_partner(list, 6, NO_TOKEN);
}
END_TEST

START_TEST(tokens_can_be_printed)
{
    FileId f  = source_add(c.sources, TEXT("t"), TEXT("x := \"a${1}\"\nif @"));
    int    fd = capture_begin();

    tokens_dump(&c, f, fd);
    expect_text(capture_end(&c.arena, fd), "1:1 name x\n"
                                           "1:3 :=\n"
                                           "1:6 string-head \"a${\n"
                                           "1:10 int 1\n"
                                           "1:11 string-tail }\"\n"
                                           "2:1 if\n"
                                           "2:5 end of file\n");
    ck_assert_uint_eq(c.diags.errors, 0);
}
END_TEST

TCase *lexer_tests(void)
{
    TCase *t = tcase_create("lexer");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, names_words_and_operators);
    tcase_add_test(t, space_and_comments_separate);
    tcase_add_test(t, numbers_have_their_values);
    tcase_add_test(t, malformed_numbers_are_told_whole);
    tcase_add_test(t, strings_have_their_escapes_undone);
    tcase_add_test(t, interpolations_are_rows_of_tokens);
    tcase_add_test(t, tokens_in_interpolations_keep_their_places);
    tcase_add_test(t, open_strings_are_told_once);
    tcase_add_test(t, bad_characters_are_told);
    tcase_add_test(t, a_zero_byte_is_an_error_anywhere);
    tcase_add_test(t, limits_are_kept);
    tcase_add_test(t, brackets_find_their_partners);
    tcase_add_test(t, a_wrong_bracket_stays_alone);
    tcase_add_test(t, tokens_can_be_printed);
    return t;
}
