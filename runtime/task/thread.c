/* Threads of the system: their records, stacks and sleep. */

#define _GNU_SOURCE /* pthread_getattr_np */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/print.h"
#include "core/start.h"
#include "task/schedule.h"
#include "task/select.h"

enum { STACK_BYTES = 16 * 1024 * 1024 };

rf_thread *rf_thread_new(rf_sched *s)
{
    rf_thread *t;

    rf_lock_take(&s->lock);
    t = s->unused;
    if (t)
        s->unused = t->next;
    rf_lock_give(&s->lock);
    if (!t)
        t = calloc(1, sizeof *t);
    if (!t)
        rf_out_of_memory();
    rf_ctx_init(&t->cx);
    t->sched    = s;
    t->number   = __atomic_add_fetch(&s->thread_count, 1, __ATOMIC_RELAXED);
    t->lines    = t->own;
    t->serves   = false;
    t->random   = (s->seed ? s->seed : (uint64_t)rf_now() ^ (uintptr_t)t) * 0x9e3779b97f4a7c15u | 1;
    rf_thread_joins(t, NULL);
    return t;
}

void rf_thread_joins(rf_thread *t, rf_pool *p)
{
    t->pool = p;
    rf_lines_come_back(t);
}

void rf_thread_serves(rf_thread *t)
{
    t->serves = true;
    rf_lines_come_back(t);
}

RF_NORETURN void rf_no_threads(int failed)
{
    rf_flush();
    fprintf(stderr, "Runtime Error: Cannot start thread: %s\n", strerror(failed));
    rf_exit(4);
}

void rf_thread_end(rf_thread *t)
{
    rf_sched *s = t->sched;

    rf_lines_drop(t);
    rf_ctx_end(&t->cx);
    rf_lock_take(&s->lock);
    t->next   = s->unused;
    s->unused = t;
    rf_lock_give(&s->lock);
}

int rf_thread_start(rf_thread *t, void *(*work)(void *thread))
{
    pthread_attr_t attributes;
    pthread_t      id;
    int            failed;

    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    failed = pthread_create(&id, &attributes, work, t);
    pthread_attr_destroy(&attributes);
    return failed;
}

void rf_thread_enter(rf_thread *t)
{
    pthread_attr_t attributes;
    void          *low  = NULL;
    size_t         size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &low, &size);
        pthread_attr_destroy(&attributes);
        rf_stack_begin(&t->cx, low, size);
        t->stack_low = low;
    }
}

void rf_thread_leave(rf_thread *t)
{
    rf_stack_end(&t->cx);
}

uint32_t rf_thread_rest(rf_thread *t)
{
    uint32_t word;

    while ((word = __atomic_exchange_n(&t->word, 0, __ATOMIC_ACQ_REL)) == 0)
        rf_futex_wait(&t->word, 0, NULL);
    return word;
}

void rf_thread_call(rf_thread *t, uint32_t word)
{
    __atomic_store_n(&t->word, word, __ATOMIC_RELEASE);
    rf_futex_wake(&t->word, 1);
}

/* xorshift; the high half is the better one. */
uint32_t rf_random_below(rf_ctx *cx, uint32_t n)
{
    uint64_t *x = &rf_thread_of(cx)->random;

    if (rf_is_scheduled())
        return rf_schedule_below(n);
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return (uint32_t)((*x >> 32) * n >> 32);
}
