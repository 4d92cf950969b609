/* Spawn blocks (C-10 … C-15): frames of their own for the pool of blocks. */

#include "core/share.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/promise.h"

rf_value rf_spawn(rf_ctx *cx, const rf_function *body, RF_OWN const rf_value *captures,
                  uint32_t count, uint32_t at)
{
    rf_closure *env = rf_closure_new(cx, body, count);
    rf_frame   *f;
    rf_party   *p;

    rf_crossing_begin(cx);
    for (uint32_t i = 0; i < count; i++)
        env->captures[i] = rf_cross(cx, captures[i]);
    f = (rf_frame *)body->call(cx, env, NULL, 0).as.o;
    rf_task_init(cx, f, RF_BLOCK, rf_world_copy(cx));
    p        = &rf_task_at(f)->party;
    p->begun = at;
    rf_crossing_end(cx, &p->cells);
    for (uint32_t i = 0; i < count; i++)
        rf_release(cx, captures[i]);
    rf_release_object(cx, env);
    return rf_task_launch(cx, f);
}
