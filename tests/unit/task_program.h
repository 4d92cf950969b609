#ifndef RUFF_TEST_TASK_PROGRAM_H
#define RUFF_TEST_TASK_PROGRAM_H

/* Programs written by hand as the emitter writes them, for tests of the scheduler. */

#include "ruff/ruff.h"

#define AT(line) RF_AT(line, 1)

/** An async body with up to four values: `v` are its variables, v[0] … its arguments. */
typedef struct body {
    rf_frame base;
    rf_value v[4];
} body;

/** A frame of the type with its arguments; takes them. */
body *body_new(rf_ctx *cx, const rf_frame_type *t, rf_value a, rf_value b);
void  body_drop(rf_ctx *cx, rf_frame *self);
void  body_share(rf_ctx *cx, rf_frame *self);

/** The frame of a spawn block whose captured values are v[0] and v[1]. */
rf_value body_of_block(rf_ctx *cx, const rf_frame_type *t, const rf_closure *self);

#define BODY(label)                                                                                \
    static rf_step             label##_resume(rf_ctx *cx, rf_frame *self);                         \
    static const rf_frame_type label##_type;                                                       \
    static rf_value            label##_block(rf_ctx *cx, rf_closure *self,                         \
                                             RF_UNUSED const rf_value *args,                       \
                                             RF_UNUSED uint32_t        argc)                       \
    {                                                                                              \
        return body_of_block(cx, &label##_type, self);                                             \
    }                                                                                              \
    static const rf_function label##_function = {                                                  \
        .name = #label, .file = "test.ruff", .call = label##_block};                               \
    static const rf_frame_type label##_type = {&label##_function, label##_resume, body_drop,       \
                                               body_share,        body_share,     sizeof(body)};   \
    static rf_step             label##_resume(rf_ctx *cx, rf_frame *self)

/** p := name(a, b) */
#define START(cx, label, a, b) rf_async_start(cx, &body_new(cx, &label##_type, a, b)->base)

/** The frame of a spawn block that keeps its thread while it waits, and what it runs. */
typedef rf_value (*block_code)(rf_ctx *cx, rf_closure *self);
rf_value block_frame(rf_ctx *cx, rf_closure *self, block_code code);

/** A block of a spawn statement: self->captures are its variables. */
#define BLOCK(label)                                                                               \
    static rf_value label##_code(rf_ctx *cx, rf_closure *self);                                    \
    static rf_value label##_begin(rf_ctx *cx, rf_closure *self, RF_UNUSED const rf_value *args,    \
                                  RF_UNUSED uint32_t argc)                                         \
    {                                                                                              \
        return block_frame(cx, self, label##_code);                                                \
    }                                                                                              \
    static const rf_function label##_block = {                                                     \
        .name = "", .file = "test.ruff", .call = label##_begin};                                   \
    static rf_value label##_code(rf_ctx *cx, rf_closure *self)

/** spawn { … } with up to three captured values, which are crossed here. */
rf_value spawn_with(rf_ctx *cx, const rf_function *block, rf_value a, rf_value b, rf_value c,
                    uint32_t at);
/** The same as a statement. */
void spawn_now(rf_ctx *cx, const rf_function *block, rf_value a, rf_value b, rf_value c);

/** Runs a program without globals; its status. */
int run_program(rf_value (*main)(rf_ctx *cx));
int run_with_globals(rf_value (*main)(rf_ctx *cx), uint32_t count, const uint8_t *copies);

/** x.name(args…) */
rf_value call_method(rf_ctx *cx, rf_value x, const char *name, const rf_value *args,
                     uint32_t count);
/** The pending error's message, which is dropped; "" when there is none. */
const char *taken_error(rf_ctx *cx);

/** Runs the program in a child process: its status, and what it wrote to stderr. */
int run_apart(rf_value (*main)(rf_ctx *cx), char *err, size_t room);

#endif
