/* The eager ends of lazy chains (C-74): they take everything, or as much as they need. */

#include "core/native.h"
#include "gen/frame.h"
#include "ruff/error.h"
#include "ruff/string.h"

/* Everything an eager end has in common: a loop, an item at hand, an answer so far. */
typedef struct ending {
    rf_loop  loop;
    rf_value item, answer;
} ending;

static bool begin(rf_ctx *cx, ending *e, rf_value self, RF_OWN rf_value answer)
{
    e->answer = answer;
    if (rf_loop_start(cx, &e->loop, self))
        return true;
    rf_release(cx, answer);
    return false;
}

/* The next item in e->item, owned. False at the end and after an error. */
static bool more(rf_ctx *cx, ending *e)
{
    return !RF_FAILED(cx) && rf_loop_next(cx, &e->loop, &e->item);
}

static rf_value finish(rf_ctx *cx, ending *e)
{
    rf_loop_end(cx, &e->loop);
    if (!RF_FAILED(cx))
        return e->answer;
    rf_release(cx, e->answer);
    return rf_null;
}

static bool is_function(rf_ctx *cx, const char *who, rf_value f)
{
    if (rf_throw_if_error(cx, f))
        return false;
    if (!rf_is(f, RF_K_FUNCTION))
        rf_throw(cx, "%s expects a function", who);
    return !RF_FAILED(cx);
}

static rf_value call_collect(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    rf_array *all;
    ending    e;

    (void)args, (void)count;
    if (rf_is(self, RF_K_ARRAY))
        return rf_copy(self);
    if (!begin(cx, &e, self, rf_null))
        return rf_null;
    all = rf_array_new(cx, &rf_values_kind, 0);
    while (more(cx, &e))
        all = rf_values_push(cx, all, e.item);
    e.answer = rf_from_object(all);
    return finish(cx, &e);
}

static rf_value call_reduce(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    ending   e;
    rf_value both[2];

    (void)count;
    if (!is_function(cx, "reduce", args[1]) || !begin(cx, &e, self, rf_copy(args[0])))
        return rf_null;
    while (more(cx, &e)) {
        both[0]  = e.answer;
        both[1]  = e.item;
        e.answer = rf_call(cx, args[1], both, 2);
        rf_release(cx, both[0]);
        rf_release(cx, both[1]);
    }
    return finish(cx, &e);
}

rf_value rf_sum_step(rf_ctx *cx, rf_value sum, rf_value item)
{
    if (item.tag == RF_INT || item.tag == RF_FLOAT)
        return rf_add(cx, sum, item);
    rf_throw_if_error(cx, item);
    return sum; /* a number: nobody counts it */
}

static rf_value call_sum(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    ending e;

    (void)args, (void)count;
    if (!begin(cx, &e, self, rf_from_int(0)))
        return rf_null;
    while (more(cx, &e)) {
        e.answer = rf_sum_step(cx, e.answer, e.item);
        rf_release(cx, e.item);
    }
    return finish(cx, &e);
}

static rf_value call_count(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    ending e;

    (void)args, (void)count;
    if (!begin(cx, &e, self, rf_from_int(0)))
        return rf_null;
    while (more(cx, &e)) {
        rf_release(cx, e.item);
        e.answer.as.i++;
    }
    return finish(cx, &e);
}

static rf_value call_first(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    ending e;

    (void)args, (void)count;
    if (!begin(cx, &e, self, rf_null))
        return rf_null;
    if (more(cx, &e))
        e.answer = e.item;
    return finish(cx, &e);
}

/* any and all: the first item on which the function's truth is `decides` ends the search. */
static rf_value search(rf_ctx *cx, const char *who, rf_value self, rf_value f, bool decides)
{
    ending   e;
    rf_value said;
    bool     found = false;

    if (!is_function(cx, who, f) || !begin(cx, &e, self, rf_null))
        return rf_null;
    while (!found && more(cx, &e)) {
        said  = rf_call(cx, f, &e.item, 1);
        found = !RF_FAILED(cx) && rf_condition(cx, said) == decides;
        rf_release(cx, said);
        rf_release(cx, e.item);
    }
    e.answer = rf_from_bool(found == decides);
    return finish(cx, &e);
}

static rf_value call_any(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return search(cx, "any", self, args[0], true);
}

static rf_value call_all(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return search(cx, "all", self, args[0], false);
}

static rf_value call_each(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    ending   e;
    rf_value said;

    (void)count;
    if (!is_function(cx, "each", args[0]) || !begin(cx, &e, self, rf_null))
        return rf_null;
    while (more(cx, &e)) {
        said = rf_call(cx, args[0], &e.item, 1);
        if (!RF_FAILED(cx))
            rf_throw_if_error(cx, said);
        rf_release(cx, said);
        rf_release(cx, e.item);
    }
    return finish(cx, &e);
}

const rf_method_row rf_eager_rows[] = {
    {"collect", 0, 0, call_collect}, {"reduce", 2, 2, call_reduce}, {"sum", 0, 0, call_sum},
    {"count", 0, 0, call_count},     {"first", 0, 0, call_first},   {"any", 1, 1, call_any},
    {"all", 1, 1, call_all},         {"each", 1, 1, call_each},     {NULL, 0, 0, NULL},
};

rf_value rf_lazy_method(rf_ctx *cx, rf_value receiver, const char *name, const rf_value *args,
                        uint32_t count)
{
    rf_string *word   = rf_string_new(cx, name, (int64_t)__builtin_strlen(name));
    rf_value   result = rf_call_row(cx, rf_lazy_rows, receiver, word, args, count);

    if (result.tag == RF_ABSENT)
        result = rf_call_row(cx, rf_eager_rows, receiver, word, args, count);
    rf_release_object(cx, word);
    return result;
}
