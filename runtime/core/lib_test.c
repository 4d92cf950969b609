/* Test blocks under `ruffc test`: see core/test.h. */

#include "core/test.h"

#include <stdlib.h>

#include "core/heap.h"
#include "core/lib.h"

/* A group that is being entered; NULL is the file itself. Groups stay until the process ends. */
typedef struct test_group {
    struct test_group *outer;
} test_group;

/* A setup or teardown, in the order in which they stand. */
typedef struct fixture {
    struct fixture *next;
    test_group     *group;
    int64_t         kind;
    rf_value        body;
} fixture;

/* One test a process: this belongs to the thread of the main program. */
static struct {
    int64_t     number;
    uint32_t   *started;
    test_group *group; /* where the script is */
    test_group *home;  /* of the chosen test */
    rf_value    body;  /* of the chosen test, null until it was found */
    fixture    *fixtures;
    rf_function left; /* for reports: the body of a block that an error left */
} chosen;

void rf_test_choose(int64_t number, uint32_t *started)
{
    chosen.number  = number;
    chosen.started = started;
}

static void *reserve(size_t size)
{
    void *p = calloc(1, size);

    if (!p)
        rf_out_of_memory();
    return p;
}

static void add_fixture(int64_t kind, rf_value body)
{
    fixture **end = &chosen.fixtures, *f = reserve(sizeof *f);

    while (*end)
        end = &(*end)->next;
    *f   = (fixture){NULL, chosen.group, kind, rf_copy(body)};
    *end = f;
}

/* The block's body is a function only here: the report shows where it was left, not that. */
static void hide_body(const rf_ctx *cx)
{
    rf_error *e = (rf_error *)cx->error;

    if (e->caught || e->depth == 0)
        return;
    chosen.left                     = *e->stack[e->depth - 1].function;
    chosen.left.name                = "";
    e->stack[e->depth - 1].function = &chosen.left;
}

static void call(rf_ctx *cx, rf_value body)
{
    rf_release(cx, rf_call(cx, body, NULL, 0));
    if (cx->error)
        hide_body(cx);
}

static void enter_group(rf_ctx *cx, rf_value body)
{
    test_group *g = reserve(sizeof *g);

    g->outer     = chosen.group;
    chosen.group = g;
    call(cx, body);
    chosen.group = g->outer;
}

/* Setups of the group and of those around it, outermost first. */
static void run_setups(rf_ctx *cx, const test_group *g)
{
    if (g)
        run_setups(cx, g->outer);
    for (fixture *f = chosen.fixtures; f && !cx->error; f = f->next)
        if (f->group == g && f->kind == RF_TEST_SETUP)
            call(cx, f->body);
}

/* Teardowns, innermost group first, also when something failed: the first error is the one that counts. */
static void run_teardowns(rf_ctx *cx, const test_group *g)
{
    for (fixture *f = chosen.fixtures; f; f = f->next) {
        rf_object *first = cx->error;
        if (f->group != g || f->kind != RF_TEST_TEARDOWN)
            continue;
        cx->error = NULL;
        call(cx, f->body);
        if (first && cx->error)
            rf_release_object(cx, cx->error);
        if (first)
            cx->error = first;
    }
    if (g)
        run_teardowns(cx, g->outer);
}

static void run_chosen(rf_ctx *cx)
{
    if (!rf_is(chosen.body, RF_K_FUNCTION))
        return;
    *chosen.started = 1;
    run_setups(cx, chosen.home);
    if (!cx->error)
        call(cx, chosen.body);
    run_teardowns(cx, chosen.home);
    for (fixture *f = chosen.fixtures; f; f = f->next)
        rf_release(cx, f->body);
    rf_release(cx, chosen.body);
    chosen.body = rf_null;
}

rf_value rf_b_test(rf_ctx *cx, rf_value kind, rf_value number, rf_value end, rf_value body)
{
    switch (kind.as.i) {
    case RF_TEST_CASE:
        if (number.as.i == chosen.number) {
            chosen.body = rf_copy(body);
            chosen.home = chosen.group;
        }
        break;
    case RF_TEST_GROUP:
        if (number.as.i <= chosen.number && chosen.number < end.as.i)
            enter_group(cx, body);
        break;
    case RF_TEST_RUN:
        run_chosen(cx);
        break;
    default:
        add_fixture(kind.as.i, body);
    }
    return rf_null;
}
