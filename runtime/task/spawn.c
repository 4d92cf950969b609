/* Spawn blocks (C-10 … C-15) whose body is an ordinary function: a native frame that calls it, for
   the pool of blocks. */

#include "core/share.h"
#include "ruff/error.h"
#include "task/promise.h"

typedef struct block_frame {
    rf_frame    base;
    rf_closure *body;
} block_frame;

static rf_step resume(rf_ctx *cx, rf_frame *self)
{
    block_frame *b = (block_frame *)self;

    rf_release(cx, b->body->function->call(cx, b->body, NULL, 0));
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}

static void drop(rf_ctx *cx, rf_frame *self)
{
    block_frame *b    = (block_frame *)self;
    rf_closure  *body = b->body;

    b->body = NULL;
    rf_release_object(cx, body);
}

static void share(rf_ctx *cx, rf_frame *self)
{
    /* The block alone uses its variables: nothing is shared. */
    (void)cx, (void)self;
}

static const rf_function   block_function = {.name = "", .flags = RF_FN_NATIVE};
static const rf_frame_type block_type     = {&block_function, resume, drop,
                                             share,           share,  sizeof(block_frame)};

rf_value rf_spawn(rf_ctx *cx, const rf_function *body, RF_OWN const rf_value *captures,
                  uint32_t count, uint32_t at)
{
    block_frame *b = (block_frame *)rf_frame_new(cx, &rf_block_frame_kind, &block_type);
    rf_party    *p;

    b->body = rf_closure_new(cx, body, count);
    rf_crossing_begin(cx);
    for (uint32_t i = 0; i < count; i++)
        b->body->captures[i] = rf_cross(cx, captures[i]);
    rf_task_init(cx, &b->base, RF_BLOCK, rf_world_copy(cx));
    p           = &rf_task_at(&b->base)->party;
    p->function = body;
    p->begun    = at;
    rf_crossing_end(cx, &p->cells);
    for (uint32_t i = 0; i < count; i++)
        rf_release(cx, captures[i]);
    return rf_task_launch(cx, &b->base);
}
