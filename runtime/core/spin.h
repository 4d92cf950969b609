#ifndef RUFF_CORE_SPIN_H
#define RUFF_CORE_SPIN_H

#include <sched.h>
#include <stdint.h>

/* A lock of one word for sections of a few instructions. After a while the waiting thread lets
   others run: on one core the owner could not go on otherwise. */

static inline void rf_spin_lock(uint32_t *lock)
{
    unsigned turns = 0;

    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) {
        while (__atomic_load_n(lock, __ATOMIC_RELAXED) != 0) {
            if (++turns >= 100)
                sched_yield();
        }
    }
}

static inline void rf_spin_unlock(uint32_t *lock)
{
    __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

#endif
