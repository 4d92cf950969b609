/* See task_program.h. */

#include "task_program.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

body *body_new(rf_ctx *cx, const rf_frame_type *t, rf_value a, rf_value b)
{
    body *f = (body *)rf_frame_new(cx, &rf_async_frame_kind, t);

    f->v[0] = a;
    f->v[1] = b;
    return f;
}

void body_drop(rf_ctx *cx, rf_frame *self)
{
    body *f = (body *)self;

    for (int i = 0; i < 4; i++) {
        rf_value v = f->v[i];

        f->v[i] = rf_null;
        rf_release(cx, v);
    }
}

void body_share(rf_ctx *cx, rf_frame *self)
{
    body *f = (body *)self;

    for (int i = 0; i < 4; i++)
        rf_share(cx, f->v[i]);
}

rf_value body_of_block(rf_ctx *cx, const rf_frame_type *t, const rf_closure *self)
{
    body *f = (body *)rf_frame_new(cx, &rf_block_frame_kind, t);

    for (uint32_t i = 0; i < self->capture_count && i < 2; i++)
        f->v[i] = rf_copy(self->captures[i]);
    return rf_from_object(f);
}

/* ---- blocks that keep their thread */

typedef struct thread_block {
    rf_frame    base;
    rf_closure *self;
    block_code  code;
} thread_block;

static rf_step run_block(rf_ctx *cx, rf_frame *f)
{
    thread_block *b = (thread_block *)f;

    rf_release(cx, b->code(cx, b->self));
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}

static void drop_block(rf_ctx *cx, rf_frame *f)
{
    thread_block *b    = (thread_block *)f;
    rf_closure   *self = b->self;

    b->self = NULL;
    rf_release_object(cx, self);
}

static void leave_alone(rf_ctx *cx, rf_frame *f)
{
    (void)cx, (void)f;
}

static const rf_function   block_function = {.name = "", .file = "test.ruff"};
static const rf_frame_type block_type     = {&block_function, run_block,   drop_block,
                                             leave_alone,     leave_alone, sizeof(thread_block)};

rf_value block_frame(rf_ctx *cx, rf_closure *self, block_code code)
{
    thread_block *b = (thread_block *)rf_frame_new(cx, &rf_block_frame_kind, &block_type);

    b->self = (rf_closure *)rf_keep(self);
    b->code = code;
    return rf_from_object(b);
}

rf_value spawn_with(rf_ctx *cx, const rf_function *block, rf_value a, rf_value b, rf_value c,
                    uint32_t at)
{
    rf_value captures[3] = {rf_cross(cx, a), rf_cross(cx, b), rf_cross(cx, c)};

    return rf_spawn(cx, block, captures, 3, at);
}

void spawn_now(rf_ctx *cx, const rf_function *block, rf_value a, rf_value b, rf_value c)
{
    rf_release(cx, spawn_with(cx, block, a, b, c, AT(1)));
}

static const rf_function main_function = {.name = "", .file = "test.ruff"};

int run_with_globals(rf_value (*main)(rf_ctx *cx), uint32_t count, const uint8_t *copies)
{
    const rf_program program = {main, &main_function, count, copies, RF_ABI_VERSION, NULL};
    char            *argv[]  = {(char *)"test.ruff", NULL};

    return rf_start_tasks(&program, 1, argv);
}

int run_program(rf_value (*main)(rf_ctx *cx))
{
    return run_with_globals(main, 0, NULL);
}

rf_value call_method(rf_ctx *cx, rf_value x, const char *name, const rf_value *args, uint32_t count)
{
    rf_string *word   = rf_string_new(cx, name, (int64_t)strlen(name));
    rf_value   result = rf_method(cx, &x, word, args, count);

    rf_release_object(cx, word);
    return result;
}

const char *taken_error(rf_ctx *cx)
{
    static __thread char text[128];
    rf_error            *e;

    text[0] = 0;
    if (!cx->error)
        return text;
    e = rf_catch(cx, &main_function);
    strncpy(text, e->message->at, sizeof text - 1);
    rf_release_object(cx, e);
    return text;
}

int run_apart(rf_value (*main)(rf_ctx *cx), char *err, size_t room)
{
    int     ends[2], status;
    size_t  got = 0;
    ssize_t n;
    pid_t   child;

    if (pipe(ends) != 0 || (child = fork()) < 0)
        return -1;
    if (child == 0) {
        dup2(ends[1], 2);
        close(ends[0]);
        close(ends[1]);
        _exit(run_program(main));
    }
    close(ends[1]);
    while (got + 1 < room && (n = read(ends[0], err + got, room - 1 - got)) > 0)
        got += (size_t)n;
    err[got] = 0;
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}
