/* The system C compiler: one call, no shell. */

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "back/backend.h"

extern char **environ;

enum { MOST_WORDS = 64 };

typedef struct Words {
    const char *at[MOST_WORDS];
    int         count;
} Words;

static void word(Words *w, const char *s)
{
    if (w->count < MOST_WORDS - 1)
        w->at[w->count++] = s;
}

static bool write_file(const char *path, Text t)
{
    FILE *f = fopen(path, "w");
    bool  ok;

    if (!f)
        return false;
    ok = fwrite(t.at, 1, t.len, f) == t.len;
    return fclose(f) == 0 && ok;
}

/* Runs the words; what the compiler says goes to `log`. -1 when it cannot be started. */
static int run(Words *w, const char *log)
{
    posix_spawn_file_actions_t actions;
    pid_t                      pid;
    int                        status, error;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    w->at[w->count] = NULL;
    error           = posix_spawnp(&pid, w->at[0], &actions, NULL, (char **)w->at, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error)
        return -1;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static void show_log(const char *log)
{
    char  line[512];
    FILE *f = fopen(log, "r");

    while (f && fgets(line, sizeof line, f))
        fputs(line, stderr);
    if (f)
        fclose(f);
}

static void split_extra(Words *w, char *extra)
{
    for (char *s = strtok(extra, " "); s; s = strtok(NULL, " "))
        word(w, s);
}

static bool compile(const CcOptions *o, const char *source, const char *log, const char *output)
{
    char  include[4096], library[4096], include_flag[4200], level[8], extra[1024];
    Words w = {.count = 0};
    int   status;

    if (!runtime_include_dir(include, sizeof include) || !runtime_library(library, sizeof library)) {
        fprintf(stderr, "ruffc: the runtime library is missing beside this executable\n");
        return false;
    }
    snprintf(include_flag, sizeof include_flag, "-I%s", include);
    snprintf(level, sizeof level, "-O%d", o->optimise);
    word(&w, o->cc);
    word(&w, level);
    if (o->debug)
        word(&w, "-g");
    word(&w, "-std=gnu11");
    word(&w, "-w");
    word(&w, "-fno-strict-aliasing");
    word(&w, include_flag);
    if (o->extra) {
        snprintf(extra, sizeof extra, "%s", o->extra);
        split_extra(&w, extra);
    }
    word(&w, source);
    word(&w, "-o");
    word(&w, output);
    word(&w, library);
    word(&w, "-Wl,--gc-sections");
    if (o->link_static)
        word(&w, "-static");
    word(&w, "-Wl,--as-needed");
    word(&w, "-lunistring");
    word(&w, "-lm");
    word(&w, "-lpthread");
    status = run(&w, log);
    if (status < 0)
        fprintf(stderr, "ruffc: cannot run the C compiler '%s': %s\n", o->cc, strerror(errno ? errno : ENOENT));
    else if (status != 0 && getenv("RUFFC_KEEP_C"))
        show_log(log);
    if (status > 0)
        fprintf(stderr, "ruffc: the C compiler '%s' failed with status %d; this is a fault of ruffc\n", o->cc, status);
    return status == 0;
}

bool cc_build(const CUnit *unit, const CcOptions *o, const char *output)
{
    char        folder[] = "/tmp/ruffc.XXXXXX", source[64], log[64];
    const char *keep     = getenv("RUFFC_KEEP_C");
    bool        ok;

    if (!mkdtemp(folder)) {
        fprintf(stderr, "ruffc: cannot make a temporary folder: %s\n", strerror(errno));
        return false;
    }
    snprintf(source, sizeof source, "%s/script.c", folder);
    snprintf(log, sizeof log, "%s/log", folder);
    ok = write_file(source, unit->text);
    if (!ok)
        fprintf(stderr, "ruffc: cannot write '%s': %s\n", source, strerror(errno));
    else
        ok = compile(o, source, log, output);
    if (keep)
        write_file(keep, unit->text);
    unlink(source);
    unlink(log);
    rmdir(folder);
    return ok;
}
