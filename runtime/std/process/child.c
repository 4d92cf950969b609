/* Starting a child, reading what it writes, ending it: see child.h. */

#define _GNU_SOURCE /* pipe2 */

#include "std/process/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/heap.h"
#include "std/process/tree.h"

enum { OUT, ERR, ENDS, STOP, WATCHED };
enum { LOOK_AGAIN_MS = 10 };

int64_t rf_child_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- starting */

typedef struct pipes {
    int out[2], err[2];
} pipes;

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static bool open_pipes(pipes *p)
{
    *p = (pipes){{-1, -1}, {-1, -1}};
    if (pipe2(p->out, O_CLOEXEC) != 0 || pipe2(p->err, O_CLOEXEC) != 0)
        return false;
    return fcntl(p->out[0], F_SETFL, O_NONBLOCK) == 0 && fcntl(p->err[0], F_SETFL, O_NONBLOCK) == 0;
}

static void close_pipes(pipes *p)
{
    for (int i = 0; i < 2; i++) {
        close_end(&p->out[i]);
        close_end(&p->err[i]);
    }
}

/* What the child's files are; its signals are as if a shell had started it. */
static int describe(const rf_child *c, const pipes *p, posix_spawn_file_actions_t *files, posix_spawnattr_t *attr)
{
    sigset_t none, broken_pipe;
    int      failed = 0;

    sigemptyset(&none);
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    posix_spawnattr_setsigmask(attr, &none);
    posix_spawnattr_setsigdefault(attr, &broken_pipe);
    posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (c->input == RF_INPUT_NONE)
        failed = posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
    else if (c->input != RF_INPUT_OURS)
        failed = posix_spawn_file_actions_adddup2(files, c->input, 0);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(files, p->out[1], 1);
    return failed ? failed : posix_spawn_file_actions_adddup2(files, p->err[1], 2);
}

static int start(const rf_child *c, const pipes *p, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t          attr;
    int                        failed = posix_spawn_file_actions_init(&files);

    if (failed)
        return failed;
    failed = posix_spawnattr_init(&attr);
    if (!failed) {
        failed = describe(c, p, &files, &attr);
        if (!failed)
            failed = posix_spawnp(pid, c->argv[0], &files, &attr, c->argv, c->env);
        posix_spawnattr_destroy(&attr);
    }
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

/* ---- what it writes */

static void add(rf_captured *k, const char *at, size_t size, size_t most)
{
    size_t take = size < most - k->size ? size : most - k->size;

    k->truncated |= take < size;
    if (k->size + take > k->room) {
        size_t room  = (k->size + take) * 2;
        char  *grown = realloc(k->at, room);

        if (!grown)
            rf_out_of_memory();
        k->at   = grown;
        k->room = room;
    }
    if (take > 0)
        memcpy(k->at + k->size, at, take);
    k->size += take;
}

/* Takes what is there; at the end the pipe is closed. */
static void drain(int *end, rf_captured *k, size_t most)
{
    char    buffer[1 << 16];
    ssize_t n = 1;

    while (*end >= 0 && n != 0) {
        n = read(*end, buffer, sizeof buffer);
        if (n > 0)
            add(k, buffer, (size_t)n, most);
        else if (n == 0 || (errno != EAGAIN && errno != EINTR))
            close_end(end);
        else if (errno == EAGAIN)
            return;
    }
}

/* ---- its end */

/* Has the child ended? */
static bool reap(pid_t pid, rf_outcome *o)
{
    int   status;
    pid_t got = waitpid(pid, &status, WNOHANG);

    if (got == 0 || (got < 0 && errno == EINTR))
        return false;
    o->exit_code = got == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return true;
}

static void kill_it(pid_t pid)
{
    int status;

    rf_kill_tree(pid);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
}

/* How long to wait at most: systems without files for processes are asked again and again. */
static int wait_ms(const rf_child *c, int watched)
{
    int64_t left = c->deadline - rf_child_clock();

    if (left < 0)
        left = 0;
    if (watched < 0 && left > LOOK_AGAIN_MS)
        left = LOOK_AGAIN_MS;
    return left < 1 << 30 ? (int)left : 1 << 30;
}

/* Until the child has ended, or must. True: it ended by itself. */
static bool attend(const rf_child *c, pid_t pid, int watched, pipes *p, rf_outcome *o)
{
    for (;;) {
        struct pollfd f[WATCHED] = {
            {p->out[0], POLLIN, 0}, {p->err[0], POLLIN, 0}, {watched, POLLIN, 0}, {c->stop, POLLIN, 0}};
        bool ended;

        poll(f, WATCHED, wait_ms(c, watched));
        ended = reap(pid, o);
        drain(&p->out[0], &o->out, c->most);
        drain(&p->err[0], &o->err, c->most);
        if (ended)
            return true;
        o->stopped   = f[STOP].revents != 0;
        o->timed_out = rf_child_clock() >= c->deadline;
        if (o->stopped || o->timed_out || (c->ends_full && (o->out.truncated || o->err.truncated)))
            return false;
    }
}

void rf_child_run(const rf_child *c, rf_outcome *o)
{
    pipes p;
    pid_t pid;
    int   watched;

    *o = (rf_outcome){.exit_code = -1};
    if (!open_pipes(&p))
        o->error = errno;
    else
        o->error = start(c, &p, &pid);
    close_end(&p.out[1]);
    close_end(&p.err[1]);
    if (!o->error) {
        watched = (int)syscall(SYS_pidfd_open, pid, 0);
        if (!attend(c, pid, watched, &p, o))
            kill_it(pid);
        close_end(&watched);
    }
    close_pipes(&p);
}

void rf_outcome_drop(rf_outcome *o)
{
    free(o->out.at);
    free(o->err.at);
    o->out.at = o->err.at = NULL;
}
