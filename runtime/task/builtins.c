/* The built-in functions of tasks, promises and channels: what builtins/task.def names. */

#include "ruff/builtins.h"

#include "ruff/array.h"
#include "ruff/dict.h"
#include "ruff/error.h"
#include "task/calls.h"

rf_value rf_b_thread_id(rf_ctx *cx)
{
    return rf_from_int(rf_thread_id(cx));
}

rf_value rf_b_channel(rf_ctx *cx, rf_value room)
{
    uint32_t at = cx->at;

    cx->at = 0; /* a call through a value tells no place */
    return rf_channel_new(cx, room, at);
}

rf_value rf_b_check_cancelled(rf_ctx *cx)
{
    rf_check_cancelled(cx);
    return rf_null;
}

rf_value rf_b_async_sleep(rf_ctx *cx, rf_value ms)
{
    return rf_async_sleep(cx, ms);
}

rf_value rf_b_async_timeout(rf_ctx *cx, rf_value promise, rf_value ms)
{
    return rf_with_timeout(cx, "async_timeout", promise, ms);
}

/* ---- promises of promises */

static rf_value gather(rf_ctx *cx, const char *who, rf_gathers what, rf_value list)
{
    const rf_array *a;
    rf_gather      *g;

    if (rf_throw_if_error(cx, list))
        return rf_null;
    if (!rf_is(list, RF_K_ARRAY)) {
        rf_throw(cx, "%s() requires an array of promises", who);
        return rf_null;
    }
    a = list.as.a;
    g = rf_gather_new(cx, what, (uint32_t)a->len);
    for (int64_t i = 0; i < a->len; i++) {
        rf_value item = rf_array_item(a, i);

        rf_gather_add(cx, g, item);
        rf_release(cx, item);
    }
    return rf_gather_done(cx, g);
}

rf_value rf_b_promise_all(rf_ctx *cx, rf_value list, rf_value limit)
{
    if (rf_throw_if_error(cx, limit))
        return rf_null;
    return gather(cx, "promise_all", RF_GATHER_ALL, list);
}

rf_value rf_b_promise_race(rf_ctx *cx, rf_value list)
{
    return gather(cx, "promise_race", RF_GATHER_RACE, list);
}

rf_value rf_b_promise_any(rf_ctx *cx, rf_value list)
{
    return gather(cx, "promise_any", RF_GATHER_ANY, list);
}

rf_value rf_b_promise_all_settled(rf_ctx *cx, rf_value list)
{
    return gather(cx, "promise_all_settled", RF_GATHER_SETTLED, list);
}

rf_value rf_b_promise_resolve(rf_ctx *cx, rf_value v)
{
    rf_promise *p;

    if (rf_is(v, RF_K_PROMISE))
        return rf_copy(v);
    p = rf_promise_new(cx, sizeof *p);
    rf_settle(cx, &p->head, RF_RESOLVED, rf_copy(v));
    return rf_from_object(p);
}

/* The error itself; any other value is thrown, as throw(v) does, to make one. */
rf_value rf_b_promise_reject(rf_ctx *cx, rf_value v)
{
    rf_promise *p = rf_promise_new(cx, sizeof *p);
    rf_value    e;

    rf_throw_value(cx, rf_copy(v));
    e         = rf_from_object(cx->error);
    cx->error = NULL;
    rf_settle(cx, &p->head, RF_REJECTED, e);
    return rf_from_object(p);
}

/* ---- functions as tasks */

/* The n of an option `limit`, 0 when it is not given. */
static bool take_limit(rf_ctx *cx, const char *who, rf_value limit, int64_t *n)
{
    *n = 0;
    if (limit.tag == RF_ABSENT || limit.tag == RF_NULL)
        return true;
    if (rf_throw_if_error(cx, limit))
        return false;
    if (limit.tag != RF_INT || limit.as.i < 1) {
        rf_throw(cx, "%s() limit must be a positive integer", who);
        return false;
    }
    *n = limit.as.i;
    return true;
}

static rf_value map_tasks(rf_ctx *cx, const char *who, rf_gathers what, rf_value list, rf_value f,
                          rf_value limit)
{
    int64_t n;

    if (rf_throw_if_error(cx, list) || rf_throw_if_error(cx, f) || !take_limit(cx, who, limit, &n))
        return rf_null;
    if (!rf_is(list, RF_K_ARRAY) || !rf_is(f, RF_K_FUNCTION)) {
        rf_throw(cx, "%s expects an array and a function", who);
        return rf_null;
    }
    return rf_gather_calls(cx, what, list.as.a, f, (uint32_t)(n < UINT32_MAX ? n : 0));
}

rf_value rf_b_parallel_map(rf_ctx *cx, rf_value list, rf_value f, rf_value limit)
{
    return map_tasks(cx, "parallel_map", RF_GATHER_ALL, list, f, limit);
}

rf_value rf_b_par_each(rf_ctx *cx, rf_value list, rf_value f, rf_value limit)
{
    return map_tasks(cx, "par_each", RF_GATHER_EACH, list, f, limit);
}

/* The rank that the options of spawn_task ask for. */
static bool take_rank(rf_ctx *cx, rf_value options, rf_rank *rank)
{
    RF_STRING(key, 8, "priority");
    rf_value *name;

    *rank = RF_NORMAL;
    if (options.tag == RF_ABSENT || options.tag == RF_NULL)
        return true;
    if (rf_throw_if_error(cx, options))
        return false;
    if (!rf_is(options, RF_K_DICT)) {
        rf_throw(cx, "spawn_task() options must be a dict");
        return false;
    }
    name = rf_dict_find((rf_dict *)options.as.o, (rf_string *)&key);
    return !name || rf_rank_of(cx, *name, rank);
}

rf_value rf_b_spawn_task(rf_ctx *cx, rf_value f, rf_value options)
{
    rf_rank   rank;
    rf_frame *task;

    if (rf_throw_if_error(cx, f) || !take_rank(cx, options, &rank))
        return rf_null;
    if (!rf_is(f, RF_K_FUNCTION)) {
        rf_throw(cx, "spawn_task() requires a function");
        return rf_null;
    }
    task                         = rf_call_task_new(cx, &rf_handle_frame_kind, f, NULL, 0);
    rf_task_at(task)->party.rank = (uint8_t)rank;
    return rf_task_launch(cx, task);
}

static bool is_handle(rf_ctx *cx, const char *who, rf_value h)
{
    if (rf_throw_if_error(cx, h))
        return false;
    if (!rf_is(h, RF_K_TASKHANDLE))
        rf_throw(cx, "%s() requires a task handle", who);
    return !RF_FAILED(cx);
}

/* A promise that settles as the handle does. */
rf_value rf_b_await_task(rf_ctx *cx, rf_value handle)
{
    rf_gather *g;

    if (!is_handle(cx, "await_task", handle))
        return rf_null;
    g = rf_gather_new(cx, RF_GATHER_RACE, 1);
    rf_gather_add(cx, g, handle);
    return rf_gather_done(cx, g);
}

rf_value rf_b_cancel_task(rf_ctx *cx, rf_value handle)
{
    if (!is_handle(cx, "cancel_task", handle))
        return rf_null;
    return rf_from_bool(rf_cancel(cx, handle.as.o));
}

rf_value rf_b_set_task_pool_size(rf_ctx *cx, rf_value n)
{
    if (rf_throw_if_error(cx, n))
        return rf_null;
    if (n.tag != RF_INT || n.as.i < 1) {
        rf_throw(cx, "set_task_pool_size() requires a positive integer");
        return rf_null;
    }
    return rf_from_int(rf_pool_limit(cx, (uint32_t)(n.as.i < 65536 ? n.as.i : 65536)));
}

rf_value rf_b_get_task_pool_size(rf_ctx *cx)
{
    return rf_from_int(rf_pool_limit(cx, 0));
}
