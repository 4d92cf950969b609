/* Starting commands and waiting for them: see process.h. */

#define _GNU_SOURCE
#include "back/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

void word(Words *w, const char *s)
{
    if (w->count < MOST_WORDS - 1)
        w->at[w->count++] = s;
}

void words_of(Words *w, char *text)
{
    char *rest = NULL;

    for (char *s = strtok_r(text, " ", &rest); s; s = strtok_r(NULL, " ", &rest))
        word(w, s);
}

/* A group of its own: the terminal's Ctrl-C is for the script, and all of it can be ended at once. */
static void set_apart(posix_spawnattr_t *a)
{
    sigset_t none;

    sigemptyset(&none);
    posix_spawnattr_setsigmask(a, &none);
    posix_spawnattr_setpgroup(a, 0);
    posix_spawnattr_setflags(a, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
}

pid_t process_start(Words *w, const char *log, bool apart)
{
    return process_start_as(NULL, w, log, apart, environ);
}

pid_t process_start_as(const char *program, Words *w, const char *log, bool apart,
                       char *const *environment)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t          attributes;
    pid_t                      pid;
    int                        error;

    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (apart) {
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        set_apart(&attributes);
    }
    w->at[w->count] = NULL;
    error = program ? posix_spawn(&pid, program, &actions, &attributes, (char **)w->at, environment)
                    : posix_spawnp(&pid, w->at[0], &actions, &attributes, (char **)w->at,
                                   environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    errno = error;
    return error ? CANNOT_START : pid;
}

int process_wait(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return CANNOT_START;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void process_end(pid_t pid)
{
    kill(-pid, SIGKILL);
}
