/* Ctrl-C (C-85): the first one cancels the main program, a second one ends the process at once. */

#include <signal.h>
#include <unistd.h>

#include "task/sched.h"

enum { STATUS_INTERRUPTED = 130 };

/* The program that is told; the handler is the process's. */
static rf_sched *told;

static void on_interrupt(int number)
{
    rf_sched *s = __atomic_load_n(&told, __ATOMIC_ACQUIRE);

    (void)number;
    if (!s || __atomic_exchange_n(&s->interrupted, 1, __ATOMIC_ACQ_REL))
        _exit(STATUS_INTERRUPTED);
    __atomic_store_n(&s->over, 1, __ATOMIC_RELEASE);
    rf_futex_wake(&s->over, 1);
    __atomic_store_n(&s->main->cancelled, 1, __ATOMIC_RELEASE);
    rf_wake_main(s);
}

void rf_interrupt_begin(rf_sched *s)
{
    struct sigaction action = {0}, old;

    __atomic_store_n(&told, s, __ATOMIC_RELEASE);
    if (sigaction(SIGINT, NULL, &old) != 0 || old.sa_handler == SIG_IGN)
        return;
    action.sa_handler = on_interrupt;
    action.sa_flags   = SA_RESTART;
    sigaction(SIGINT, &action, NULL);
}

bool rf_interrupt_end(rf_sched *s, int *status)
{
    rf_sched *mine = s;

    __atomic_compare_exchange_n(&told, &mine, NULL, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
    if (!__atomic_load_n(&s->interrupted, __ATOMIC_ACQUIRE))
        return false;
    *status = STATUS_INTERRUPTED;
    return true;
}
