/* What can be asked of promises and task handles: p.state(), p.cancel(), t.join() and the like. */

#include "core/point.h"
#include "ruff/error.h"
#include "ruff/string.h"
#include "task/calls.h"

static rf_value text(rf_ctx *cx, const char *s)
{
    return rf_from_object(rf_string_new(cx, s, (int64_t)__builtin_strlen(s)));
}

static rf_value call_state(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    switch (rf_core_state(rf_core_of(self))) {
    case RF_PENDING:
        return text(cx, "pending");
    case RF_RESOLVED:
        return text(cx, "resolved");
    case RF_REJECTED:
        return text(cx, "rejected");
    case RF_CANCELLED:
        return text(cx, "cancelled");
    }
    return rf_null;
}

static rf_value call_cancel(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_from_bool(rf_cancel(cx, self.as.o));
}

static rf_value call_timeout(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return rf_with_timeout(cx, "timeout", self, args[0]);
}

static rf_value call_set_priority(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    rf_task *t = rf_task_of(self.as.o);
    rf_rank  rank;

    (void)count;
    if (rf_rank_of(cx, args[0], &rank) && t)
        rf_task_set_rank(cx, t, rank);
    return rf_null;
}

/* t.join(): as await, but a failure was told elsewhere (C-12). */
static rf_value call_join(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_await(cx, self, cx->at);
}

static const rf_method_row promise_rows[] = {
    {"state", 0, 0, call_state},
    {"cancel", 0, 0, call_cancel},
    {"timeout", 1, 1, call_timeout},
    {"set_priority", 1, 1, call_set_priority},
    {NULL, 0, 0, NULL},
};

static const rf_method_row handle_rows[] = {
    {"join", 0, 0, call_join},
    {NULL, 0, 0, NULL},
};

rf_value rf_promise_method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                           uint32_t count)
{
    rf_value result;

    rf_point(cx);
    result = rf_call_row(cx, promise_rows, *place, name, args, count);
    if (result.tag == RF_ABSENT && place->as.o->kind->id == RF_K_TASKHANDLE)
        result = rf_call_row(cx, handle_rows, *place, name, args, count);
    return result;
}
