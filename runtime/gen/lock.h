#ifndef RUFF_GEN_LOCK_H
#define RUFF_GEN_LOCK_H

/* A lock of four bytes for sections of some nanoseconds, and the two system calls behind it. A
   zeroed lock is open. Nothing that runs script code may happen inside. */

#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef uint32_t rf_lock; /* 0 open, 1 taken; turn.h has a use of its own for 2 */

enum { RF_LOCK_SPINS = 60, RF_LOCK_YIELDS = 20 };

static inline void rf_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/** Sleeps while *word is `seen`, at most until `limit` (a span of time; NULL: for ever). */
static inline void rf_futex_wait(uint32_t *word, uint32_t seen, const struct timespec *limit)
{
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, limit, NULL, 0);
}

static inline void rf_futex_wake(uint32_t *word, int count)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

/* Nobody is told that the lock is open again: that would cost every owner an exchange, and he is gone after
   some nanoseconds unless the system has stopped him. */
static __attribute__((unused, cold, noinline)) void rf_lock_wait(rf_lock *l)
{
    static const struct timespec span = {0, 20000};

    for (unsigned turn = 0;; turn++) {
        uint32_t open = 0;

        if (__atomic_load_n(l, __ATOMIC_RELAXED) == 0 &&
            __atomic_compare_exchange_n(l, &open, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return;
        if (turn < RF_LOCK_SPINS)
            rf_pause();
        else if (turn < RF_LOCK_SPINS + RF_LOCK_YIELDS)
            sched_yield();
        else
            nanosleep(&span, NULL);
    }
}

static inline void rf_lock_take(rf_lock *l)
{
    uint32_t open = 0;

    if (__builtin_expect(!__atomic_compare_exchange_n(l, &open, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED), 0))
        rf_lock_wait(l);
}

static inline void rf_lock_give(rf_lock *l)
{
    __atomic_store_n(l, 0, __ATOMIC_RELEASE);
}

#endif
