/* Errors on their way: throwing, collecting the stack while functions are left, catching. The
   context's error is the only channel. */

#include "ruff/error.h"

#include <stdarg.h>
#include <string.h>

#include "core/error_state.h"
#include "core/heap.h"
#include "core/print.h"
#include "core/share.h"
#include "core/string_ops.h"
#include "core/struct_ops.h"

/* ---- the kind */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_error *e = (rf_error *)o;

    rf_release_object(cx, e->message);
    rf_release(cx, e->value);
    rf_release(cx, e->cause);
    if (e->help)
        rf_release_object(cx, e->help);
    if (e->stack != e->first)
        rf_memory_free(cx, e->stack, e->room * sizeof *e->stack);
    rf_object_free(cx, o, sizeof *e);
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_error *e = (rf_error *)o;

    rf_share(cx, rf_from_object(e->message));
    rf_share(cx, e->value);
    rf_share(cx, e->cause);
    if (e->help)
        rf_share(cx, rf_from_object(e->help));
}

static rf_error *duplicate(rf_ctx *cx, const rf_error *e)
{
    rf_error *d = rf_error_new(cx, e->message);

    rf_retain_object(e->message);
    d->value  = rf_copy(e->value);
    d->cause  = rf_copy(e->cause);
    d->file   = e->file;
    d->line   = e->line;
    d->column = e->column;
    d->depth  = e->depth;
    d->caught = e->caught;
    d->told   = e->told;
    d->help   = e->help;
    if (e->help)
        rf_retain_object(e->help);
    if (e->depth > d->room) {
        d->room  = e->depth;
        d->stack = rf_memory_new(cx, e->depth * sizeof *d->stack);
    }
    memcpy(d->stack, e->stack, e->depth * sizeof *d->stack);
    return d;
}

static void replace_by_crossed(rf_ctx *cx, rf_value *v)
{
    rf_value old = *v;

    *v = rf_cross(cx, old);
    rf_release(cx, old);
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    rf_error *e = duplicate(cx, (rf_error *)o);

    replace_by_crossed(cx, &e->value);
    replace_by_crossed(cx, &e->cause);
    return rf_from_object(e);
}

static bool equal(rf_ctx *cx, rf_object *a, rf_object *b)
{
    (void)cx;
    return rf_string_equal(((rf_error *)a)->message, ((rf_error *)b)->message);
}

const rf_kind rf_error_kind = {
    .id        = RF_K_ERROR,
    .type_name = "Error",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
    .equal     = equal,
    .print     = rf_error_print,
};

rf_error *rf_error_new(rf_ctx *cx, RF_OWN rf_string *message)
{
    rf_error *e = rf_object_new(cx, sizeof *e, &rf_error_kind);

    e->message  = message;
    e->value    = rf_null;
    e->cause    = rf_absent;
    e->file     = NULL;
    e->line     = 0;
    e->column   = 0;
    e->depth    = 0;
    e->room     = RF_LEFT_FIRST;
    e->stack    = e->first;
    e->too_deep = NULL;
    e->help     = NULL;
    e->at       = 0;
    e->told     = 0;
    e->caught   = false;
    e->goes_on  = false;
    e->hard     = false;
    return e;
}

/* ---- throwing */

/* Only one error can be on its way; a second one would be a fault of the caller, and is dropped. */
static void set_pending(rf_ctx *cx, RF_OWN rf_error *e)
{
    if (cx->error)
        rf_release_object(cx, e);
    else
        cx->error = &e->head;
}

void rf_throw(rf_ctx *cx, const char *format, ...)
{
    va_list args;
    rf_text t;

    rf_text_init(&t, cx);
    va_start(args, format);
    rf_text_format_list(&t, format, args);
    va_end(args);
    set_pending(cx, rf_error_new(cx, rf_text_take(&t)));
}

/* The message of a thrown value (S-72). */
static rf_string *message_of(rf_ctx *cx, rf_value v)
{
    rf_value m;

    if (!rf_is(v, RF_K_STRUCT))
        return rf_to_string(cx, v);
    m = rf_struct_look_text(v.as.o, "message");
    if (!rf_is(m, RF_K_STRING))
        return rf_string_format(cx, "%s error", rf_struct_type_of(v.as.o)->name);
    rf_retain(m);
    return m.as.s;
}

/* An Error goes on as it is. One that was only made so far gets its place and stack now: a copy,
   unless nobody else sees it. */
static void throw_error(rf_ctx *cx, RF_OWN rf_error *e)
{
    if (!e->caught && !rf_is_unique(e)) {
        rf_error *fresh = duplicate(cx, e);

        rf_release_object(cx, e);
        e = fresh;
    }
    set_pending(cx, e);
}

void rf_throw_value(rf_ctx *cx, RF_OWN rf_value v)
{
    rf_error *e;

    if (rf_is(v, RF_K_ERROR)) {
        throw_error(cx, (rf_error *)v.as.o);
        return;
    }
    e        = rf_error_new(cx, message_of(cx, v));
    e->value = v;
    if (rf_is(v, RF_K_STRUCT))
        e->cause = rf_copy(rf_struct_look_text(v.as.o, "cause"));
    set_pending(cx, e);
}

void rf_throw_awaited(rf_ctx *cx, RF_OWN rf_value v)
{
    rf_error *e = (rf_error *)v.as.o, *d;

    if (!rf_is(v, RF_K_ERROR) || !e->caught || e->depth == 0) {
        rf_throw_value(cx, v);
        return;
    }
    d                              = duplicate(cx, e);
    d->told                        = e->told ? e->told : e->depth;
    d->goes_on                     = true;
    d->stack[d->depth - 1].awaited = 1;
    rf_release(cx, v);
    set_pending(cx, d);
}

bool rf_throw_if_failure(rf_ctx *cx, rf_value v)
{
    if (!rf_is(v, RF_K_ERROR))
        return false;
    rf_throw_value(cx, rf_copy(v));
    return true;
}

void rf_rethrow(rf_ctx *cx, RF_OWN rf_error *e)
{
    set_pending(cx, e);
}

void rf_throw_undefined(rf_ctx *cx, const char *name)
{
    rf_throw(cx, "Undefined variable: %s", name);
}

void rf_throw_immutable(rf_ctx *cx, const char *action, const char *sort, const char *name)
{
    bool is_const = strcmp(sort, "const") == 0;

    rf_throw(cx, is_const ? "Cannot %s %s binding: %s" : "Cannot %s immutable %s binding: %s",
             action, sort, name);
}

rf_value rf_error_make(rf_ctx *cx, rf_value message)
{
    rf_error *e = rf_error_new(cx, rf_to_string(cx, message));

    e->value = rf_copy(message);
    return rf_from_object(e);
}

bool rf_wants_advice(void)
{
    enum { MOST = 100 /* of a thread */ };
    static __thread uint32_t given;

    return given < MOST && ++given;
}

void rf_throw_help(rf_ctx *cx, const char *format, ...)
{
    rf_error *e = (rf_error *)cx->error;
    va_list   args;
    rf_text   t;

    if (e->help || e->caught)
        return;
    rf_text_init(&t, cx);
    va_start(args, format);
    rf_text_format_list(&t, format, args);
    va_end(args);
    e->help = rf_text_take(&t);
}

/* ---- on the way out */

/* A stack that never ends (S-65) is millions of calls deep. Calls of one place in a row take one
   entry; of very many entries the innermost and the outermost ones are kept. */
enum { EACH_END = 100000, MOST = 3 * EACH_END };

/* The entries in the middle become one that counts their calls. */
static void drop_middle(rf_error *e)
{
    rf_left dropped = {NULL, 0, 0, 0};

    for (uint32_t i = EACH_END; i < 2 * EACH_END; i++)
        dropped.times += e->stack[i].times;
    e->stack[EACH_END] = dropped;
    memmove(e->stack + EACH_END + 1, e->stack + 2 * EACH_END, EACH_END * sizeof *e->stack);
    e->depth = 2 * EACH_END + 1;
}

static RF_COLD void make_room(rf_ctx *cx, rf_error *e)
{
    uint32_t room = e->room * 2;
    rf_left *few  = e->stack;

    if (e->depth == MOST) {
        drop_middle(e);
        return;
    }
    if (room > MOST)
        room = MOST;
    if (few == e->first) {
        e->stack = rf_memory_new(cx, room * sizeof *few);
        memcpy(e->stack, few, e->depth * sizeof *few);
    } else {
        e->stack = rf_memory_grow(cx, few, e->room * sizeof *few, room * sizeof *few);
    }
    e->room = room;
}

static inline void add_left(rf_ctx *cx, rf_error *e, const rf_function *f, uint32_t at)
{
    rf_left *last = e->depth > 0 ? &e->stack[e->depth - 1] : NULL;

    if (!f)
        return;
    if (last && last->function == f && last->at == at && !last->awaited) {
        last->times++;
        return;
    }
    if (RF_UNLIKELY(e->depth == e->room))
        make_room(cx, e);
    e->stack[e->depth++] = (rf_left){f, at, 1, 0};
}

static bool is_complete(const rf_error *e)
{
    return e->caught && !e->goes_on;
}

void rf_unwind_here(rf_ctx *cx, const rf_function *f, uint32_t at)
{
    rf_error *e = (rf_error *)cx->error;

    if (is_complete(e))
        return;
    e->at = at;
    if (e->file || !f)
        return;
    e->file   = f->file;
    e->line   = at >> 8;
    e->column = at & 255;
}

void rf_unwind(rf_ctx *cx, const rf_function *f, uint32_t at)
{
    rf_error *e = (rf_error *)cx->error;

    rf_unwind_here(cx, f, at);
    if (!is_complete(e))
        add_left(cx, e, f, at);
}

uint64_t rf_error_calls(const rf_error *e)
{
    uint64_t n = 0;

    for (uint32_t i = 0; i < e->depth; i++)
        if (!e->stack[i].function || e->stack[i].function->name[0] != '\0')
            n += e->stack[i].times;
    return n;
}

/* S-65: how deep it was is known only now. */
static void tell_depth(rf_ctx *cx, rf_error *e)
{
    rf_string *message;

    if (!e->too_deep)
        return;
    message = rf_string_format(cx, "Maximum call stack depth of %llu exceeded while calling %s",
                               (unsigned long long)rf_error_calls(e), e->too_deep->name);
    rf_release_object(cx, e->message);
    e->message  = message;
    e->too_deep = NULL;
}

rf_error *rf_catch(rf_ctx *cx, const rf_function *f)
{
    rf_error        *e = (rf_error *)cx->error;
    const rf_active *a = cx->active;

    cx->error = NULL;
    if (is_complete(e))
        return e;
    e->goes_on = false;
    e->hard    = false;
    add_left(cx, e, f, e->at);
    if (a && a->function == f)
        a = a->up;
    for (; a; a = a->up)
        add_left(cx, e, a->function, 0);
    tell_depth(cx, e);
    e->caught = true;
    return e;
}

rf_value rf_catch_value(rf_ctx *cx, const rf_function *f, uint32_t at)
{
    rf_unwind_here(cx, f, at);
    return rf_from_object(rf_catch(cx, f));
}

void rf_throw_depth(rf_ctx *cx, const rf_function *f)
{
    rf_throw(cx, "Maximum call stack depth exceeded while calling %s", f->name);
    ((rf_error *)cx->error)->too_deep = f;
}
