/* ruffc test: each test block of a script runs in a process of its own, which the script's main
   program enters anew: nothing that one test does reaches another. What it prints is shown when it
   fails. */

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "back/backend.h"
#include "back/lines.h"
#include "cli/command.h"
#include "cli/script_files.h"
#include "compile.h"
#include "core/test.h"
#include "ruff/builtins.h"
#include "support/text.h"

enum { LONGEST = 60 /* s: a run under a chosen interleaving takes no longer */ };

/* One script and its tests. */
typedef struct Suite {
    const Args *args;
    const char *path;
    Compiler    c;
    TestList    tests;
    Jit        *jit; /* NULL: it did not compile, or has no tests */
    int         status;
} Suite;

typedef struct Totals {
    size_t passed, failed, unread; /* unread: scripts that do not compile */
} Totals;

/* On the big stack. */
static void prepare(void *data)
{
    Suite     *s   = data;
    CompileJob job = {
        .path = s->path, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO, .tests = &s->tests};
    CUnit unit;

    compiler_init(&s->c, &s->args->compile);
    if (!compile_script(&s->c, &job, &unit, &s->status) || s->tests.len == 0)
        return;
    s->jit = jit_compile(&unit);
    if (!s->jit)
        s->status = STATUS_INTERNAL;
}

/* ---- one test ---- */

/* The runtime reads the number of the interleaving from the environment; chance repeats with it. */
static void take_schedule(int64_t schedule)
{
    rf_ctx cx = {0};
    char   number[24];

    snprintf(number, sizeof number, "%lld", (long long)schedule);
    setenv("RUFF_SCHEDULE", number, 1);
    rf_b_set_random_seed(&cx, rf_from_int(schedule));
    alarm(LONGEST);
}

/* In the process of the test: becomes the script. */
static _Noreturn void run_script(const Suite *s, size_t number, int64_t schedule,
                                 uint32_t *started, int output)
{
    int (*entry)(int argc, char **argv) = (int (*)(int, char **))jit_symbol(s->jit, "main");
    char *argv[]                        = {(char *)s->path, NULL};

    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (!freopen("/dev/null", "r", stdin))
        _exit(STATUS_INTERNAL);
    prepare_runtime(s->args);
    if (has_option(s->args, OPT_SCHEDULES))
        take_schedule(schedule);
    rf_test_choose((int64_t)number, started);
    _exit(entry(1, argv));
}

/* The output of a test, line by line below its name. */
static void show_output(int output)
{
    FILE   *f    = fdopen(output, "r");
    char   *line = NULL;
    size_t  room = 0;
    ssize_t n;

    rewind(f);
    while ((n = getline(&line, &room, f)) >= 0)
        printf("        %s%s", line, n > 0 && line[n - 1] == '\n' ? "" : "\n");
    free(line);
    fclose(f);
}

/* What the end of the process says about the test; NULL when it is good. */
static const char *verdict(int status, bool started, char room[64])
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        snprintf(room, 64, "did not end within %d s", LONGEST);
    else if (WIFSIGNALED(status))
        snprintf(room, 64, "ended by signal %d", WTERMSIG(status));
    else if (!started)
        snprintf(room, 64, "the script ended before the test could start");
    else if (WEXITSTATUS(status) == STATUS_ERROR)
        snprintf(room, 64, "failed"); /* its report tells why */
    else if (WEXITSTATUS(status) != 0)
        snprintf(room, 64, "ended with status %d", WEXITSTATUS(status));
    else
        return NULL;
    return room;
}

/* What it wrote is shown; how to see it once more. */
static void report_failure(const Suite *s, size_t number, int64_t schedule, const char *why,
                           int output)
{
    const TestCase *t  = &s->tests.at[number];
    Position        at = source_position(s->c.sources, t->at.file, t->at.start);

    printf("  FAIL  %.*s (line %u): %s\n", TEXT_ARG(t->name), at.line, why);
    if (has_option(s->args, OPT_SCHEDULES))
        printf("        with this interleaving again: --schedules 1 --seed %lld\n",
               (long long)schedule);
    show_output(output);
}

/* One run. */
static bool passes(const Suite *s, size_t number, int64_t schedule, uint32_t *started)
{
    int         output = memfd_create("test output", MFD_CLOEXEC);
    char        room[64];
    const char *why;
    int         status;
    pid_t       pid;

    *started = 0;
    fflush(stdout);
    pid = output < 0 ? -1 : fork();
    if (pid == 0)
        run_script(s, number, schedule, started, output);
    if (pid < 0) {
        complain("cannot start a process for a test: %s", strerror(errno));
        exit(STATUS_INTERNAL);
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    why = verdict(status, *started != 0, room);
    if (why)
        report_failure(s, number, schedule, why, output);
    else
        close(output);
    return why == NULL;
}

/* Under as many interleavings as were asked for, until one fails. */
static bool run_test(const Suite *s, size_t number, uint32_t *started)
{
    const char *schedules = s->args->values[OPT_SCHEDULES], *seed = s->args->values[OPT_SEED];
    int64_t     count = schedules ? strtoll(schedules, NULL, 10) : 1;
    int64_t     first = seed ? strtoll(seed, NULL, 10) : 1;
    bool        good  = true;

    for (int64_t i = 0; i < count && good; i++)
        good = passes(s, number, (int64_t)((uint64_t)first + (uint64_t)i), started);
    if (good)
        printf("  ok    %.*s\n", TEXT_ARG(s->tests.at[number].name));
    return good;
}

/* ---- one script, all scripts ---- */

static bool is_wanted(const Suite *s, const TestCase *t)
{
    const char *only = s->args->values[OPT_ONLY];

    return !only || memmem(t->name.at, t->name.len, only, strlen(only)) != NULL;
}

/* A word that tests and their process share: has the test started? */
static uint32_t *shared_word(void)
{
    void *p =
        mmap(NULL, sizeof(uint32_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED) {
        complain("out of memory");
        exit(STATUS_INTERNAL);
    }
    return p;
}

/* Two tests of one name cannot be told apart by the report. */
static void warn_equal_names(const Suite *s)
{
    for (size_t i = 0; i < s->tests.len; i++)
        for (size_t j = 0; j < i; j++)
            if (text_equal(s->tests.at[i].name, s->tests.at[j].name)) {
                complain("%s: two tests are called '%.*s'", s->path, TEXT_ARG(s->tests.at[i].name));
                break;
            }
}

static void run_tests(const Suite *s, Totals *sums)
{
    uint32_t *started = shared_word();

    warn_equal_names(s);
    printf("%s\n", s->path);
    for (size_t i = 0; i < s->tests.len; i++) {
        if (!is_wanted(s, &s->tests.at[i]))
            continue;
        if (run_test(s, i, started))
            sums->passed++;
        else
            sums->failed++;
    }
    munmap(started, sizeof *started);
}

/* The status of a script that does not compile; else 0, with its tests counted. */
static int run_suite(const Args *a, const char *path, Totals *sums)
{
    Suite s = {.args = a, .path = path};

    on_big_stack(prepare, &s);
    if (s.jit) {
        rf_source *lines = lines_show(s.c.sources);

        run_tests(&s, sums);
        lines_hide(lines);
        jit_free(s.jit);
    }
    compiler_free(&s.c);
    return s.status;
}

static void print_totals(const Totals *t)
{
    printf("%zu passed, %zu failed", t->passed, t->failed);
    if (t->unread > 0)
        printf(", %zu file%s did not compile", t->unread, t->unread == 1 ? "" : "s");
    putchar('\n');
}

int test_command(const Args *a)
{
    Arena     arena = {0};
    Totals    sums  = {0};
    FileNames files = {0};
    int       bad   = 0, status;

    if (!script_files(&arena, a->file, &files))
        return STATUS_UNREADABLE;
    for (size_t i = 0; i < files.len; i++) {
        status = run_suite(a, files.at[i], &sums);
        bad    = bad ? bad : status;
        sums.unread += status != STATUS_GOOD;
    }
    if (files.len > 1 || !bad)
        print_totals(&sums);
    arena_free(&arena);
    if (!bad && has_option(a, OPT_ONLY) && sums.passed + sums.failed == 0) {
        fflush(stdout);
        complain("no test's name contains '%s'", a->values[OPT_ONLY]);
        return STATUS_USAGE;
    }
    return bad ? bad : sums.failed > 0 ? STATUS_FAILED : STATUS_GOOD;
}
