/* The second tier: a thread waits until the script has run for a moment, has the C compiler compile the
   same unit, and hands its functions to the first tier. Nothing of it is ever needed: when a step
   fails the script goes on as it is. */

#define _GNU_SOURCE
#include "back/tier.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

enum { FIRST_MS = 20 /* scripts that end before are not worth a C compiler */, STACK = 1 << 18 };

struct Tier {
    ObjectJob      *job;
    Jit            *jit;
    pthread_t       thread;
    pthread_mutex_t lock;
    pthread_cond_t  ends;
    bool            over; /* the script has ended */
    pid_t           cc;   /* the C compiler while it is at work, else 0 */
};

/* Signals are the script's. One that this thread makes itself, by writing past a limit for files, ends
   with it. */
static void block_signals(void)
{
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
}

/* ---- compiling ---- */

void *tier_compile(const ObjectJob *job, ObjectForm form, int *status)
{
    ObjectWork w;
    pid_t      pid = object_start(job, form, &w, false);
    void      *object;

    *status = CANNOT_START;
    if (pid == CANNOT_START)
        return NULL;
    *status = process_wait(pid);
    object  = object_finish(job, form, &w, *status, true);
    return object;
}

/* False when the script ends first. */
static bool wait_a_moment(Tier *t)
{
    struct timespec until;
    bool            over;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += FIRST_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    pthread_mutex_lock(&t->lock);
    while (!t->over && pthread_cond_clockwait(&t->ends, &t->lock, CLOCK_MONOTONIC, &until) == 0)
        continue;
    over = t->over;
    pthread_mutex_unlock(&t->lock);
    return !over;
}

/* False when the script has ended, or the compiler does not start. As long as the lock knows its id, the compiler is not waited for, and the id means no other process. */
static bool start_compiler(Tier *t, ObjectForm form, ObjectWork *w)
{
    pid_t pid = CANNOT_START;

    pthread_mutex_lock(&t->lock);
    if (!t->over)
        pid = object_start(t->job, form, w, true);
    t->cc = pid > 0 ? pid : 0;
    pthread_mutex_unlock(&t->lock);
    return pid > 0;
}

/* When its group was ended, those whom it started are this process's to wait for. */
static int wait_compiler(Tier *t)
{
    siginfo_t info;
    pid_t     pid = t->cc;
    bool      over;
    int       status;

    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        continue;
    pthread_mutex_lock(&t->lock);
    t->cc = 0;
    over  = t->over;
    pthread_mutex_unlock(&t->lock);
    status = process_wait(pid);
    while (over && waitpid(-pid, NULL, 0) > 0)
        continue;
    return status;
}

/* What takes over comes first; what is kept for later runs is another compilation. */
static void *work(void *data)
{
    Tier      *t = data;
    ObjectWork w;
    void      *object;

    block_signals();
    if (!wait_a_moment(t) || !start_compiler(t, OBJECT_TAKES, &w))
        return NULL;
    object = object_finish(t->job, OBJECT_TAKES, &w, wait_compiler(t), true);
    if (!object)
        return NULL;
    jit_take_over(t->jit, object, TAKE_CALLS | TAKE_LOOPS);
    if (t->job->keep && start_compiler(t, OBJECT_ALONE, &w))
        object_finish(t->job, OBJECT_ALONE, &w, wait_compiler(t), false);
    return NULL;
}

/* ---- the thread ---- */

static bool start_thread(Tier *t)
{
    pthread_attr_t attributes;
    bool           started;

    pthread_attr_init(&attributes);
    started = pthread_attr_setstacksize(&attributes, STACK) == 0 &&
              pthread_create(&t->thread, &attributes, work, t) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

Tier *tier_start(ObjectJob *job, Jit *jit)
{
    Tier *t = job ? calloc(1, sizeof *t) : NULL;

    if (t) {
        t->job = job;
        t->jit = jit;
        pthread_mutex_init(&t->lock, NULL);
        pthread_cond_init(&t->ends, NULL);
        if (start_thread(t))
            return t;
    }
    free(t);
    object_job_free(job);
    return NULL;
}

/* The compiler runs other programs: ended, they become children of this process, which waits for them. */
static void end_compiler(Tier *t)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    process_end(t->cc);
}

void tier_end(Tier *t)
{
    if (!t)
        return;
    pthread_mutex_lock(&t->lock);
    t->over = true;
    if (t->cc > 0)
        end_compiler(t);
    pthread_cond_signal(&t->ends);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->thread, NULL);
    object_job_free(t->job);
    free(t);
}
