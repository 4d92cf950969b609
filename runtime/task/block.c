/* Library functions that wait in the system: see block.h. Programs without a scheduler just wait.
 */

#include "task/block.h"

#include "task/calls.h"
#include "task/rest.h"
#include "task/schedule.h"

/* Under the test scheduler. */
static void count(rf_ctx *cx, rf_io what, int by)
{
    rf_sched *s = rf_sched_of(cx);

    if (what == RF_IO_PEER)
        __atomic_fetch_add(&s->listening, by, __ATOMIC_ACQ_REL);
    else if (by > 0)
        rf_busy_more(s);
    else
        rf_busy_back(s);
}

void rf_io_begin(rf_ctx *cx, rf_io what)
{
    if (!cx->party)
        return;
    if (rf_is_scheduled()) {
        count(cx, what, 1);
        rf_schedule_leave(cx);
        return;
    }
    rf_pool_parks(cx);
    if (what == RF_IO_PEER) {
        __atomic_fetch_add(&rf_sched_of(cx)->listening, 1, __ATOMIC_ACQ_REL);
        rf_away_begin(cx);
        rf_busy_less(cx);
    } else {
        rf_nap_begin(cx);
    }
}

void rf_io_end(rf_ctx *cx, rf_io what)
{
    if (!cx->party)
        return;
    if (rf_is_scheduled()) {
        rf_schedule_enter(cx);
        count(cx, what, -1);
        return;
    }
    if (what == RF_IO_PEER) {
        rf_lock_take(&rf_sched_of(cx)->gate);
        rf_busy_more(rf_sched_of(cx));
        rf_lock_give(&rf_sched_of(cx)->gate);
        rf_away_end(cx);
        __atomic_fetch_sub(&rf_sched_of(cx)->listening, 1, __ATOMIC_ACQ_REL);
    } else {
        rf_nap_end(cx);
    }
    rf_pool_unparks(cx);
}

rf_value rf_async_call(rf_ctx *cx, rf_value f, const rf_value *args, uint32_t count)
{
    return rf_task_launch(cx, rf_call_task_new(cx, &rf_async_frame_kind, f, args, count));
}
