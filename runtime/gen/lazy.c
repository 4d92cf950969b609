/* Lazy chains (C-74, C-75, S-22): each adaptor is a native frame over a loop, asked for one value
 * at a time. */

#include "gen/frame.h"
#include "ruff/error.h"
#include "ruff/typed.h"

/** One adaptor. `n` and `count` mean what its resume function says. */
typedef struct lazy_frame {
    rf_frame base;
    rf_loop  from;
    rf_loop  inner;    /* zip: the other side; flatten: the element being taken apart */
    rf_value function; /* map, filter, take_while */
    rf_value kept;     /* zip, chunk: what has come, while the rest waits */
    int64_t  n, count;
} lazy_frame;

static void drop(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;

    rf_loop_end(cx, &l->from);
    rf_loop_end(cx, &l->inner);
    rf_clear(cx, l->function);
    rf_clear(cx, l->kept);
}

static void share(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;

    rf_share(cx, l->from.over);
    rf_share(cx, l->inner.over);
    rf_share(cx, l->function);
    rf_share(cx, l->kept);
}

static void cross_value(rf_ctx *cx, rf_value *v)
{
    rf_value old = *v;

    *v = rf_cross(cx, old);
    rf_release(cx, old);
}

static void cross(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;

    cross_value(cx, &l->from.over);
    cross_value(cx, &l->inner.over);
    cross_value(cx, &l->function);
    cross_value(cx, &l->kept);
}

/* ---- one step of each: what is asked may wait, and the step is taken again afterwards */

static rf_step take_one(rf_ctx *cx, rf_loop *from, rf_value *item)
{
    if (rf_is_source(from->over))
        return rf_gen_next_poll(cx, (rf_frame *)from->over.as.o, item);
    if (rf_loop_next(cx, from, item))
        return RF_YIELDED;
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}

static rf_step pass_on(rf_ctx *cx, rf_frame *self)
{
    return take_one(cx, &((lazy_frame *)self)->from, &self->out);
}

static rf_step map_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step = take_one(cx, &l->from, &item);

    if (step != RF_YIELDED)
        return step;
    self->out = rf_call(cx, l->function, &item, 1);
    rf_release(cx, item);
    return RF_FAILED(cx) ? RF_FAILED : RF_YIELDED;
}

/* Asks the function about the item; false also when it failed. */
static bool accepts(rf_ctx *cx, const lazy_frame *l, rf_value item)
{
    rf_value answer = rf_call(cx, l->function, &item, 1);
    bool     yes    = !RF_FAILED(cx) && rf_condition(cx, answer);

    rf_release(cx, answer);
    return yes;
}

static rf_step filter_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step;

    while ((step = take_one(cx, &l->from, &item)) == RF_YIELDED) {
        if (accepts(cx, l, item)) {
            self->out = item;
            return RF_YIELDED;
        }
        rf_release(cx, item);
        if (RF_FAILED(cx))
            return RF_FAILED;
    }
    return step;
}

static rf_step take_while_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step = take_one(cx, &l->from, &item);

    if (step != RF_YIELDED)
        return step;
    if (accepts(cx, l, item)) {
        self->out = item;
        return RF_YIELDED;
    }
    rf_release(cx, item);
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}

/* n: how many more may pass. Nothing is asked of the source after the last one. */
static rf_step take_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_step     step;

    if (l->n <= 0)
        return RF_DONE;
    step = pass_on(cx, self);
    if (step != RF_WAITING)
        l->n--;
    return step;
}

/* n: how many are still to be passed over. */
static rf_step skip_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step;

    for (; l->n > 0; l->n--) {
        step = take_one(cx, &l->from, &item);
        if (step != RF_YIELDED)
            return step;
        rf_release(cx, item);
    }
    return pass_on(cx, self);
}

static rf_value pair(rf_ctx *cx, RF_OWN rf_value a, RF_OWN rf_value b)
{
    return rf_from_object(rf_array_of(cx, (rf_value[]){a, b}, 2));
}

/* kept: the one side while the other waits; count: it is there. */
static rf_step zip_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l    = (lazy_frame *)self;
    rf_step     step = l->count ? RF_YIELDED : take_one(cx, &l->from, &l->kept);
    rf_value    other;

    if (step != RF_YIELDED)
        return step;
    l->count = 1;
    step     = take_one(cx, &l->inner, &other);
    if (step == RF_WAITING)
        return step;
    l->count = 0;
    if (step == RF_YIELDED)
        self->out = pair(cx, l->kept, other);
    else
        rf_release(cx, l->kept);
    l->kept = rf_null;
    return step;
}

/* count: the number of the next item. */
static rf_step enumerate_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step = take_one(cx, &l->from, &item);

    if (step == RF_YIELDED)
        self->out = pair(cx, rf_from_int(l->count++), item);
    return step;
}

/* n: items a piece; 0 or less: all in one. kept: the piece that is being filled. */
static rf_step chunk_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l    = (lazy_frame *)self;
    rf_step     step = RF_YIELDED;
    rf_value    item;

    if (l->kept.tag == RF_NULL)
        l->kept = rf_from_object(rf_array_new(cx, &rf_values_kind, 0));
    while ((l->n <= 0 || l->kept.as.a->len < l->n) &&
           (step = take_one(cx, &l->from, &item)) == RF_YIELDED)
        l->kept = rf_from_object(rf_values_push(cx, l->kept.as.a, item));
    if (step == RF_WAITING || step == RF_FAILED || l->kept.as.a->len == 0)
        return step;
    self->out = l->kept;
    l->kept   = rf_null;
    return RF_YIELDED;
}

/* One level: elements that are arrays or give values themselves are taken apart. */
static rf_step flatten_next(rf_ctx *cx, rf_frame *self)
{
    lazy_frame *l = (lazy_frame *)self;
    rf_value    item;
    rf_step     step;
    bool        started;

    for (;;) {
        if (l->inner.over.tag == RF_OBJECT) {
            step = take_one(cx, &l->inner, &self->out);
            if (step == RF_YIELDED || step == RF_WAITING)
                return step;
            rf_loop_end(cx, &l->inner);
            l->inner.over = rf_null;
            if (RF_FAILED(cx))
                return RF_FAILED;
        }
        step = take_one(cx, &l->from, &item);
        if (step != RF_YIELDED)
            return step;
        if (!rf_is(item, RF_K_ARRAY) && !rf_is_source(item)) {
            self->out = item;
            return RF_YIELDED;
        }
        started = rf_loop_start(cx, &l->inner, item);
        rf_release(cx, item);
        if (!started)
            return RF_FAILED;
    }
}

/* ---- making them */

#define LAZY(word)                                                                                 \
    static const rf_function   word##_function = {.name = #word, .flags = RF_FN_NATIVE};           \
    static const rf_frame_type word##_type = {&word##_function,  word##_next, drop, share, cross,  \
                                              sizeof(lazy_frame)};
LAZY(map)
LAZY(filter)
LAZY(take_while)
LAZY(take)
LAZY(skip)
LAZY(zip)
LAZY(enumerate)
LAZY(chunk)
LAZY(flatten)
#undef LAZY

static const rf_function   lazy_function = {.name = "gen", .flags = RF_FN_NATIVE};
static const rf_frame_type lazy_type     = {&lazy_function, pass_on, drop,
                                            share,          cross,   sizeof(lazy_frame)};

/* NULL when `over` cannot be iterated over. */
static lazy_frame *new_lazy(rf_ctx *cx, const rf_kind *kind, const rf_frame_type *t, rf_value over)
{
    lazy_frame *l = (lazy_frame *)rf_frame_new(cx, kind, t);

    if (rf_loop_start(cx, &l->from, over))
        return l;
    l->from.over = rf_null;
    rf_release_object(cx, l);
    return NULL;
}

static rf_value with_function(rf_ctx *cx, const rf_frame_type *t, rf_value over, rf_value f)
{
    lazy_frame *l;

    if (rf_throw_if_error(cx, f))
        return rf_null;
    if (!rf_is(f, RF_K_FUNCTION)) {
        rf_throw(cx, "%s expects a function", t->function->name);
        return rf_null;
    }
    l = new_lazy(cx, &rf_iterator_kind, t, over);
    if (!l)
        return rf_null;
    l->function = rf_copy(f);
    return rf_from_object(l);
}

static rf_value with_number(rf_ctx *cx, const rf_frame_type *t, rf_value over, rf_value n)
{
    lazy_frame *l;

    if (rf_throw_if_error(cx, n))
        return rf_null;
    if (n.tag != RF_INT && n.tag != RF_FLOAT) {
        rf_throw(cx, "%s expects a number", t->function->name);
        return rf_null;
    }
    l = new_lazy(cx, &rf_iterator_kind, t, over);
    if (!l)
        return rf_null;
    if (n.tag == RF_INT)
        l->n = n.as.i;
    else
        l->n = n.as.d >= 9e18 ? INT64_MAX : n.as.d >= -9e18 ? (int64_t)n.as.d : 0;
    return rf_from_object(l);
}

static rf_value without(rf_ctx *cx, const rf_frame_type *t, rf_value over)
{
    lazy_frame *l = new_lazy(cx, &rf_iterator_kind, t, over);

    return l ? rf_from_object(l) : rf_null;
}

#define ROW_(word, maker)                                                                          \
    static rf_value call_##word(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)   \
    {                                                                                              \
        (void)args, (void)count;                                                                   \
        return maker;                                                                              \
    }
ROW_(map, with_function(cx, &map_type, self, args[0]))
ROW_(filter, with_function(cx, &filter_type, self, args[0]))
ROW_(take_while, with_function(cx, &take_while_type, self, args[0]))
ROW_(take, with_number(cx, &take_type, self, args[0]))
ROW_(skip, with_number(cx, &skip_type, self, args[0]))
ROW_(chunk, with_number(cx, &chunk_type, self, args[0]))
ROW_(enumerate, without(cx, &enumerate_type, self))
ROW_(flatten, without(cx, &flatten_type, self))
#undef ROW_

static rf_value call_zip(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    lazy_frame *l = new_lazy(cx, &rf_iterator_kind, &zip_type, self);

    (void)count;
    if (!l)
        return rf_null;
    if (!rf_loop_start(cx, &l->inner, args[0])) {
        l->inner.over = rf_null;
        rf_release_object(cx, l);
        return rf_null;
    }
    return rf_from_object(l);
}

const rf_method_row rf_lazy_rows[] = {
    {"map", 1, 1, call_map},
    {"filter", 1, 1, call_filter},
    {"take", 1, 1, call_take},
    {"skip", 1, 1, call_skip},
    {"take_while", 1, 1, call_take_while},
    {"zip", 1, 1, call_zip},
    {"enumerate", 0, 0, call_enumerate},
    {"chunk", 1, 1, call_chunk},
    {"flatten", 0, 0, call_flatten},
    {NULL, 0, 0, NULL},
};

rf_value rf_lazy(rf_ctx *cx, rf_value e)
{
    lazy_frame *l;

    if (rf_is_source(e))
        return rf_copy(e);
    l = new_lazy(cx, &rf_generator_kind, &lazy_type, e);
    return l ? rf_from_object(l) : rf_null;
}
