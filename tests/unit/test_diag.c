/* support/diag.c and support/diag_print.c */
#include "support/diag.h"

#include "support/text.h"
#include "unit.h"

static Compiler c;
static FileId   file;

static void setup(void)
{
    compiler_init(&c, NULL);
    file = source_add(c.sources, TEXT("main.ruff"), TEXT("x := 1\n\t\xC3\xA9 := \"a\"b\nlast"));
}

static void teardown(void)
{
    compiler_free(&c);
}

static Span span(uint32_t start, uint32_t end)
{
    return (Span){file, start, end};
}

static const char *printed(DiagStyle style)
{
    int fd = capture_begin();

    diag_print(&c.diags, c.sources, style, fd);
    return capture_end(&c.arena, fd);
}

START_TEST(people_see_line_and_marks)
{
    diag_add(&c.diags, span(0, 1), E_SYNTAX, "Expected %s", "nothing");
    expect_text(printed(DIAG_HUMAN), "[RUFPARSE001] [parser] error: Expected nothing\n"
                                     " --> main.ruff:1:1\n"
                                     "1 | x := 1\n"
                                     "  | ^\n");
}
END_TEST

START_TEST(marks_follow_tabs_and_code_points)
{
    diag_add(&c.diags, span(14, 17), E_OPEN_STRING, "here");
    expect_text(printed(DIAG_HUMAN), "[RUFLEX003] [lexer] error: here\n"
                                     " --> main.ruff:2:7\n"
                                     "2 | \t\xC3\xA9 := \"a\"b\n"
                                     "  | \t     ^~~\n");
}
END_TEST

START_TEST(notes_and_help_follow)
{
    Diag *d = diag_add(&c.diags, span(23, 23), E_MEANING, "twice");

    diag_note(&c.diags, d, span(0, 1), "first here");
    diag_help(&c.diags, d, "do not");
    expect_text(printed(DIAG_HUMAN), "[RUFSEM001] [semantic] error: twice\n"
                                     " --> main.ruff:3:5\n"
                                     "3 | last\n"
                                     "  |     ^\n"
                                     "note: first here\n"
                                     " --> main.ruff:1:1\n"
                                     "1 | x := 1\n"
                                     "  | ^\n"
                                     "help: do not\n");
}
END_TEST

START_TEST(messages_are_sorted_and_told_once)
{
    diag_add(&c.diags, span(5, 6), E_SYNTAX, "second");
    diag_add(&c.diags, span(0, 1), E_STRAY_BRACE, "first");
    diag_add(&c.diags, span(5, 6), E_SYNTAX, "second");
    expect_text(printed(DIAG_HUMAN), "[RUFWARN010] warning: first\n"
                                     " --> main.ruff:1:1\n"
                                     "1 | x := 1\n"
                                     "  | ^\n"
                                     "[RUFPARSE001] [parser] error: second\n"
                                     " --> main.ruff:1:6\n"
                                     "1 | x := 1\n"
                                     "  |      ^\n");
    ck_assert_uint_eq(c.diags.warnings, 1);
}
END_TEST

START_TEST(a_message_without_a_place_is_one_line)
{
    diag_add(&c.diags, (Span){0}, E_UNREADABLE, "cannot read x");
    expect_text(printed(DIAG_HUMAN), "[RUFIO001] error: cannot read x\n");
}
END_TEST

START_TEST(tools_see_one_object_a_line)
{
    Diag *d = diag_add(&c.diags, span(14, 16), E_SYNTAX, "a \"quoted\" word\n");

    diag_note(&c.diags, d, span(0, 1), "n");
    expect_text(printed(DIAG_JSON),
                "{\"code\":\"RUFPARSE001\",\"severity\":\"error\","
                "\"message\":\"a \\\"quoted\\\" word\\u000a\",\"file\":\"main.ruff\",\"line\":2,"
                "\"column\":7,\"end_line\":2,\"end_column\":9,\"help\":null,\"notes\":["
                "{\"message\":\"n\",\"file\":\"main.ruff\",\"line\":1,\"column\":1,\"end_line\":1,"
                "\"end_column\":2}]}\n");
}
END_TEST

START_TEST(a_long_line_is_cut)
{
    char  *line = ARENA_ARRAY(&c.arena, char, 5000);
    FileId f;

    for (int i = 0; i < 5000; i++)
        line[i] = 'a';
    f = source_add(c.sources, TEXT("long"), (Text){line, 5000});
    diag_add(&c.diags, (Span){f, 2000, 2001}, E_SYNTAX, "x");
    ck_assert_uint_lt(strlen(printed(DIAG_HUMAN)), 400);
}
END_TEST

START_TEST(control_characters_do_not_reach_the_terminal)
{
    FileId f = source_add(c.sources, TEXT("f"), TEXT("\033[31m\xFF"));

    diag_add(&c.diags, (Span){f, 0, 1}, E_SYNTAX, "x");
    ck_assert_ptr_null(strchr(printed(DIAG_HUMAN), '\033'));
}
END_TEST

START_TEST(the_gravest_message_decides_the_status)
{
    ck_assert_int_eq(diag_exit_status(&c.diags), 0);
    diag_add(&c.diags, span(0, 1), E_STRAY_BRACE, "w");
    ck_assert_int_eq(diag_exit_status(&c.diags), 0);
    diag_add(&c.diags, span(0, 1), E_MEANING, "m");
    ck_assert_int_eq(diag_exit_status(&c.diags), 4);
    diag_add(&c.diags, span(0, 1), E_SYNTAX, "s");
    ck_assert_int_eq(diag_exit_status(&c.diags), 3);
    diag_add(&c.diags, span(0, 1), E_INTERNAL, "i");
    ck_assert_int_eq(diag_exit_status(&c.diags), 6);
}
END_TEST

START_TEST(misspelt_words_find_their_like)
{
    static const Text words[] = {TEXT("func"), TEXT("return"), TEXT("while"), TEXT("in")};

    ck_assert(text_equal(diag_similar(TEXT("fucn"), words, 4), TEXT("func")));
    ck_assert(text_equal(diag_similar(TEXT("retrun"), words, 4), TEXT("return")));
    ck_assert(text_equal(diag_similar(TEXT("whiel"), words, 4), TEXT("while")));
    ck_assert_uint_eq(diag_similar(TEXT("print"), words, 4).len, 0);
    ck_assert_uint_eq(diag_similar(TEXT("im"), words, 4).len, 0);
    ck_assert_uint_eq(diag_similar(TEXT("func"), words, 4).len, 0);
}
END_TEST

TCase *diag_tests(void)
{
    TCase *t = tcase_create("diag");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, people_see_line_and_marks);
    tcase_add_test(t, marks_follow_tabs_and_code_points);
    tcase_add_test(t, notes_and_help_follow);
    tcase_add_test(t, messages_are_sorted_and_told_once);
    tcase_add_test(t, a_message_without_a_place_is_one_line);
    tcase_add_test(t, tools_see_one_object_a_line);
    tcase_add_test(t, a_long_line_is_cut);
    tcase_add_test(t, control_characters_do_not_reach_the_terminal);
    tcase_add_test(t, the_gravest_message_decides_the_status);
    tcase_add_test(t, misspelt_words_find_their_like);
    return t;
}
