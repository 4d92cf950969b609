/* Tests of front/test_blocks: what `ruffc test` makes of test blocks. */
#include "unit.h"

#include "front/parser.h"
#include "front/test_blocks.h"

static Compiler c;

static void setup(void)
{
    compiler_init(&c, NULL);
}

static void teardown(void)
{
    compiler_free(&c);
}

static AstModule *rewritten(const char *script, TestList *tests)
{
    AstModule *m = parse_file(&c, source_add(c.sources, TEXT("t.ruff"), text_of(script)));

    ck_assert_uint_eq(c.diags.errors, 0);
    test_blocks_rewrite(&c, m, tests);
    return m;
}

static const char *dump(const AstModule *m)
{
    int fd = capture_begin();

    ast_dump(&c, m, fd);
    return capture_end(&c.arena, fd);
}

START_TEST(names_tell_the_groups)
{
    static const char *const names[] = {"a", "g > b", "g > h > c", "d"};
    TestList                 tests   = {0};

    rewritten("test \"a\" { }\n"
              "test_group \"g\" {\n  test \"b\" { }\n  test_group \"h\" { test \"c\" { } }\n}\n"
              "test \"d\" { }\n",
              &tests);
    ck_assert_uint_eq(tests.len, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        ck_assert(text_equal(tests.at[i].name, text_of(names[i])));
}
END_TEST

START_TEST(a_block_becomes_a_call)
{
    TestList tests = {0};

    expect_text(dump(rewritten("test \"a\" { f() }\n", &tests)), "module t\n"
                                                                 "  expr\n"
                                                                 "    call\n"
                                                                 "      name test\n"
                                                                 "      int 0\n"
                                                                 "      int 0\n"
                                                                 "      int 1\n"
                                                                 "      func\n"
                                                                 "        block\n"
                                                                 "          expr\n"
                                                                 "            call\n"
                                                                 "              name f\n"
                                                                 "  expr\n"
                                                                 "    call\n"
                                                                 "      name test\n"
                                                                 "      int 4\n"
                                                                 "      int 0\n"
                                                                 "      int 0\n"
                                                                 "      null\n");
}
END_TEST

START_TEST(no_tests_no_list)
{
    TestList tests = {0};

    rewritten("", &tests);
    rewritten("print(1)\n", &tests);
    ck_assert_uint_eq(tests.len, 0);
}
END_TEST

TCase *test_blocks_tests(void)
{
    TCase *t = tcase_create("front/test_blocks");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, names_tell_the_groups);
    tcase_add_test(t, a_block_becomes_a_call);
    tcase_add_test(t, no_tests_no_list);
    return t;
}
