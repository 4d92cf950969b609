/* Runs every unit test and prints Check's totals. CK_FORK=no keeps them in one process (sanitizers,
   debuggers); CK_RUN_CASE=name runs one file of tests. */
#define _GNU_SOURCE
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "support/text.h"

int capture_begin(void)
{
    int fd = memfd_create("capture", MFD_CLOEXEC);

    ck_assert_int_ge(fd, 0);
    return fd;
}

const char *capture_end(Arena *a, int fd)
{
    off_t size = lseek(fd, 0, SEEK_END);
    char *text = ARENA_ARRAY(a, char, (size_t)size + 1);

    ck_assert_int_eq(pread(fd, text, (size_t)size, 0), size);
    close(fd);
    return text;
}

static size_t line_length(const char *text)
{
    return strcspn(text, "\n");
}

void expect_text(const char *found, const char *expected)
{
    int line = 1;

    for (; *found && *expected; line++) {
        size_t f = line_length(found), e = line_length(expected);

        if (f != e || memcmp(found, expected, f) != 0)
            ck_abort_msg("line %d is\n%.*s\nand should be\n%.*s", line, (int)f, found, (int)e,
                         expected);
        found += f + (found[f] == '\n');
        expected += e + (expected[e] == '\n');
    }
    if (*found || *expected)
        ck_abort_msg("line %d is\n%.*s\nand should be\n%.*s", line, (int)line_length(found), found,
                     (int)line_length(expected), expected);
}

int main(void)
{
    Suite   *suite = suite_create("ruffc");
    SRunner *runner;
    int      failed;

#define ADD(name) suite_add_tcase(suite, name##_tests());
    UNIT_TESTS(ADD)
#undef ADD
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
