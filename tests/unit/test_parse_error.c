/* front/parse_error.c and the way the parser goes on after a mistake. A program is followed by what
   it must report, one message a line: `LINE:COLUMN TEXT`, with ` | HELP` where there is advice. */
#include <inttypes.h>

#include "front/parser.h"
#include "support/text.h"
#include "unit.h"

static Compiler c;
static Arena    texts; /* programs that are too long to write down */

static void teardown(void)
{
    compiler_free(&c);
    arena_free(&texts);
}

static void parse(const char *text)
{
    compiler_free(&c);
    compiler_init(&c, NULL);
    parse_file(&c, source_add(c.sources, TEXT("t.ruff"), text_of(text)));
}

/* `part` many times, between two other texts. */
static const char *repeated(const char *before, size_t count, const char *part, const char *after)
{
    TextBuf b = {.arena = &texts};

    textbuf_add(&b, text_of(before));
    for (size_t i = 0; i < count; i++)
        textbuf_add(&b, text_of(part));
    textbuf_add(&b, text_of(after));
    textbuf_char(&b, '\0');
    return b.at;
}

static void add_message(TextBuf *out, const Diag *d)
{
    Position p = source_position(c.sources, d->at.file, d->at.start);

    textbuf_format(out, "%" PRIu32 ":%" PRIu32 " %.*s", p.line, p.column, TEXT_ARG(d->message));
    if (d->help.len)
        textbuf_format(out, " | %.*s", TEXT_ARG(d->help));
    textbuf_char(out, '\n');
}

static void expect_errors(const char *text, const char *expected)
{
    TextBuf found = {.arena = &texts};

    parse(text);
    for (const Diag *d = c.diags.first; d; d = d->next)
        add_message(&found, d);
    textbuf_char(&found, '\0');
    expect_text(found.at, expected);
}

START_TEST(one_mistake_is_one_message)
{
    expect_errors("x := 1 +\nfunc ok() { return 1 }\ny := while\nz := * 3\n",
                  "2:1 Expected expression but found 'func'\n"
                  "3:6 Expected expression but found 'while'\n"
                  "4:6 Expected expression but found '*'\n");
    expect_errors("f(1,\n  2 3,\n  4)\nx := 5\n",
                  "2:5 Expected ')' to close function call arguments but found '3' | is a ',' "
                  "missing before it?\n");
    expect_errors("func f(a b) { return a }\nprint(1)\nenum E { A; B }\n",
                  "1:10 Expected ')' to close function parameters but found 'b' | is a ',' missing "
                  "before it?\n"
                  "3:11 Expected '}' to close enum body but found ';'\n");
    expect_errors("x :=\ny := 2\nz := )\n", "2:1 Expected expression but found 'y'\n"
                                            "3:6 Expected expression but found ')'\n");
}
END_TEST

START_TEST(mistakes_in_blocks_stay_there)
{
    expect_errors("func f(a b) {\n  x := *\n  y := 1\n}\nz := )\n",
                  "1:10 Expected ')' to close function parameters but found 'b' | is a ',' missing "
                  "before it?\n"
                  "2:8 Expected expression but found '*'\n"
                  "5:6 Expected expression but found ')'\n");
    expect_errors("if a = 1 {\n  b\n} else {\n  let\n}\n",
                  "1:6 Expected '{' to start if block but found '=' | an assignment is a statement "
                  "of its own; write == to compare\n"
                  "5:1 Expected variable name after 'let' but found '}'\n");
    expect_errors("g(func() {\n  let x\n  h()\n}, 1)\n",
                  "3:3 Expected assignment operator (':=' or '=') in let declaration but found "
                  "'h'\n");
}
END_TEST

START_TEST(the_end_of_the_file_is_told_once)
{
    expect_errors("func f() {\n  if x {\n", "3:1 Expected '}' to close if block but found end of "
                                            "file\n");
    expect_errors("print(", "1:7 Expected ')' to close function call arguments but found end of "
                            "file\n");
    expect_errors("x := 1 +", "1:9 Expected expression but found end of file\n");
}
END_TEST

START_TEST(an_open_bracket_is_pointed_at)
{
    const Diag *d;

    parse("func f() {\n    if x {\n        y\n    z\n}\n");
    d = c.diags.first;
    ck_assert_uint_eq(d->notes->at.start, 9);
    ck_assert_uint_eq(d->notes->next->at.start, 20);
    ck_assert_ptr_null(d->next);
}
END_TEST

START_TEST(misspelt_and_foreign_words_get_advice)
{
    expect_errors("fucn f() {\n  x\n}\n", "1:1 Expected statement but found 'fucn' | did you mean "
                                          "'func'?\n");
    expect_errors("func f() {\n  retrun 5\n}\n", "2:3 Expected statement but found 'retrun' | did "
                                                 "you mean 'return'?\n");
    expect_errors("if a and b { }\n", "1:6 Expected '{' to start if block but found 'and' | write "
                                      "&& for a logical and\n");
    expect_errors("x := not a\n", "1:6 Expected expression but found 'not' | write ! for a logical "
                                  "not\n");
    expect_errors("fn f() { }\n", "1:1 Expected statement but found 'fn' | write func\n");
    expect_errors("try { } catch e { }\n", "1:9 Expected 'except' after try block but found "
                                           "'catch' | write except\n");
    expect_errors("let in := 1\n", "1:5 Expected variable name after 'let' but found 'in' | 'in' "
                                   "is a reserved word and cannot be a name\n");
    expect_errors("x++\n", "1:3 Expected expression but found '+' | there is no ++; write name += "
                           "1\n");
    expect_errors("x--\ny\n", "1:3 Expected expression but found '-' | there is no --; write name "
                              "-= 1\n");
}
END_TEST

START_TEST(assignments_are_checked)
{
    expect_errors("f() := 1\n", "1:1 Invalid assignment target | assign to a name, an element "
                                "name[i], or a field name.f\n");
    expect_errors("a?.b = 1\n", "1:1 Invalid assignment target | assign to a name, an element "
                                "name[i], or a field name.f\n");
    expect_errors("a := b := 1\n",
                  "1:8 Chained assignment is not supported; write one assignment a statement | an "
                  "assignment is a statement and has no value\n");
}
END_TEST

START_TEST(interpolations_report_their_own_place)
{
    expect_errors("p(\"${}\")\n", "1:6 Expected expression but found '}'\n");
    expect_errors("p(\"${n n}\")\n", "1:8 Invalid interpolated string expression | exactly one "
                                     "expression stands in ${ }\n");
    expect_errors("p(\"${(n}\")\n", "1:8 Expected ')' to close grouping but found '}'\n");
}
END_TEST

START_TEST(arms_are_checked)
{
    expect_errors("match x { case 1 => 2 }\n",
                  "1:18 Expected '{' to start match clause but found '=>' | write case … { … }, or "
                  "leave out 'case' and write … => …\n");
    expect_errors("match x { Ok(Some(y)) => 1 }\n",
                  "1:18 Expected ')' to close pattern but found '(' | patterns do not nest; match "
                  "the part in a match of its own\n");
    expect_errors("match x { 1 => a 2 => b }\n",
                  "1:18 Expected ',' or line end after arm but found '2'\n");
    expect_errors("select { c.get() => 1 }\n",
                  "1:10 A select arm must wait for a receive, a send or an await | write "
                  "channel.receive(), channel.send(value) or await promise before =>\n");
}
END_TEST

START_TEST(what_is_not_offered_is_refused)
{
    expect_errors("import a as b\n", "1:10 Expected line end after import but found 'as' | an "
                                     "import keeps its name\n");
    expect_errors("f(...a)\n", "1:3 Expected expression but found '...' | ... spreads a value in "
                               "array and dictionary literals only\n");
    expect_errors("func f(a = 1) { }\n", "1:10 Expected ')' to close function parameters but found "
                                         "'=' | parameters have no default values\n");
    expect_errors("x := func f() { }\n", "1:11 Expected '(' to start function parameters but found "
                                         "'f' | a function inside an expression has no name\n");
    expect_errors("test \"a${1}\" { }\n", "1:6 Expected test name string after 'test' but found a "
                                          "string | a test's name holds no ${ }\n");
}
END_TEST

START_TEST(errors_of_meaning_do_not_stop_the_parser)
{
    parse("throw()\nthrow(1, 2)\nx := a ?? throw(1)");
    ck_assert_uint_eq(c.diags.errors, 2);
    ck_assert(text_equal(c.diags.first->message, TEXT("throw expects 1 arguments, got 0")));
    ck_assert(text_equal(c.diags.first->next->message, TEXT("throw expects 1 arguments, got 2")));
    ck_assert_int_eq(diag_exit_status(&c.diags), 4);
}
END_TEST

START_TEST(a_stray_brace_is_a_warning)
{
    expect_errors("p := P\n{ x: 1 }\n", "2:1 This brace begins a statement of its own, not a "
                                        "struct literal | put the brace on the line of 'P'\n");
}
END_TEST

/* At most two messages: too deep, and the file ends in the middle. */
START_TEST(depth_is_a_message)
{
    static const char *const openings[] = {
        "(",         "[",       "!",         "{1:",     "f(",        "\"${",           "Ok(",
        "A{b:",      "if a {",  "x := {a:",  "gen(x){", "spawn {",   "func(){return ", "let x: A<",
        "match x {", "try {\n", "f(func(){", "let [",   "- await ! ", "a |> (",         "[...",
    };

    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        parse(repeated("", 20000, openings[i], ""));
        ck_assert_uint_ge(c.diags.errors, 1);
        ck_assert_uint_le(c.diags.errors, 2);
    }
}
END_TEST

static void expect_first(const char *text, const char *message)
{
    Text found;

    parse(text);
    found = c.diags.first ? c.diags.first->message : TEXT("");
    if (!text_starts(found, text_of(message)) || (found.len && !*message))
        ck_abort_msg("message is %.*s", TEXT_ARG(found));
}

START_TEST(depth_has_its_limit)
{
    expect_first(repeated("x := ", 255, "-", "1"), "");
    expect_first(repeated("x := ", 256, "-", "1"), "Maximum expression nesting depth of 256");
    expect_first(repeated(repeated("x := ", 255, "(", "1"), 255, ")", ""), "");
    expect_first(repeated(repeated("x := ", 256, "[", "1"), 256, "]", ""),
                 "Maximum expression nesting depth of 256 exceeded while parsing");
    expect_first(repeated(repeated("", 128, "if a {", ""), 128, "}", ""), "");
    expect_first(repeated(repeated("", 129, "if a {", ""), 129, "}", ""),
                 "Maximum block nesting depth of 128 exceeded while parsing");
}
END_TEST

START_TEST(length_has_its_limit)
{
    expect_first(repeated("x := [", 4095, "1,", "1]"), "");
    expect_first(repeated("x := [", 4096, "1,", "1]"),
                 "Array literal exceeds maximum element count of 4096");
    expect_first(repeated("x := {", 4096, "1:1,", "1:1}"),
                 "Dictionary literal exceeds maximum item count of 4096");
    expect_first(repeated("x := a", 5000, " + a", ""), "");
    expect_first(repeated("x := a", 20000, ".a", ""), "Expression exceeds maximum length of 10000");
    expect_first(repeated("if a { }", 500, "else if a { }", ""), "");
    expect_first(repeated("if a { }", 9000, "else if a { }", ""),
                 "Chain of 'else if' exceeds maximum length of 2000");
    expect_first(repeated("", 1048577, " ", ""),
                 "Source size 1048577 bytes exceeds maximum allowed 1048576 bytes");
}
END_TEST

TCase *parse_error_tests(void)
{
    TCase *t = tcase_create("parse_error");

    tcase_add_checked_fixture(t, NULL, teardown);
    tcase_add_test(t, one_mistake_is_one_message);
    tcase_add_test(t, mistakes_in_blocks_stay_there);
    tcase_add_test(t, the_end_of_the_file_is_told_once);
    tcase_add_test(t, an_open_bracket_is_pointed_at);
    tcase_add_test(t, misspelt_and_foreign_words_get_advice);
    tcase_add_test(t, assignments_are_checked);
    tcase_add_test(t, interpolations_report_their_own_place);
    tcase_add_test(t, arms_are_checked);
    tcase_add_test(t, what_is_not_offered_is_refused);
    tcase_add_test(t, errors_of_meaning_do_not_stop_the_parser);
    tcase_add_test(t, a_stray_brace_is_a_warning);
    tcase_add_test(t, depth_is_a_message);
    tcase_add_test(t, depth_has_its_limit);
    tcase_add_test(t, length_has_its_limit);
    return t;
}
