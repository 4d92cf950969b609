/* range(start, stop, step) without an array: a native frame that counts. */

#include "gen/frame.h"
#include "ruff/error.h"

typedef struct range_frame {
    rf_frame base;
    int64_t  next, left, step; /* left: how many are still to come */
} range_frame;

static rf_step resume(rf_ctx *cx, rf_frame *self)
{
    range_frame *r = (range_frame *)self;

    (void)cx;
    if (r->left == 0)
        return RF_DONE;
    self->out = rf_from_int(r->next);
    if (--r->left > 0)
        r->next += r->step;
    return RF_YIELDED;
}

static void nothing(rf_ctx *cx, rf_frame *self)
{
    (void)cx, (void)self;
}

static const rf_function   range_function = {.name = "range", .flags = RF_FN_NATIVE};
static const rf_frame_type range_type     = {&range_function, resume,  nothing,
                                             nothing,         nothing, sizeof(range_frame)};

/* Unsigned arithmetic holds every distance between two ints. */
static int64_t length(int64_t start, int64_t stop, int64_t step)
{
    uint64_t distance, stride, n;

    if (step > 0 ? start >= stop : start <= stop)
        return 0;
    distance = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    stride   = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    n        = (distance - 1) / stride + 1;
    return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

rf_value rf_range_lazy(rf_ctx *cx, int64_t start, int64_t stop, int64_t step)
{
    range_frame *r;

    if (step == 0) {
        rf_throw(cx, "range() step cannot be zero");
        return rf_null;
    }
    r       = (range_frame *)rf_frame_new(cx, &rf_generator_kind, &range_type);
    r->next = start;
    r->step = step;
    r->left = length(start, stop, step);
    return rf_from_object(r);
}
