/* Task groups (C-41): tasks that end together. Scripts hold a handle; when it goes, its scope is
   left, and the tasks are waited for. The group behind it holds its members and is held by those
   that have not ended. */

#include <stdlib.h>

#include "core/heap.h"
#include "core/point.h"
#include "ruff/array.h"
#include "ruff/builtins.h"
#include "ruff/error.h"
#include "task/calls.h"

typedef struct member {
    rf_node       node;
    struct group *group;
    rf_frame     *task;
} member;

typedef struct group {
    rf_object head;
    rf_lock   lock;
    uint32_t  limit;                   /* how many run at once, 0: any number */
    uint32_t  running, pending, begun; /* begun: members that have been put in line */
    uint32_t  count, room;
    bool      ended, cancelled;
    member  **members;
    rf_value  failure; /* the first error; null: none */
    rf_core  *failed;  /* of the member that it came from */
    rf_nodes  waiting;
} group;

typedef struct handle {
    rf_object head;
    group    *group;
} handle;

static bool detach_waiters(group *g, rf_node **chain)
{
    rf_node *n;

    *chain = NULL;
    if (g->pending > 0)
        return false;
    while ((n = rf_nodes_claim(&g->waiting)) != NULL) {
        n->next = *chain;
        *chain  = n;
    }
    return true;
}

static void land_all(rf_ctx *cx, rf_node *chain)
{
    rf_node *next;

    for (; chain; chain = next) {
        next = chain->next;
        rf_wake(cx, chain->party, RF_LANDED);
    }
}

/* The next member that may run now; NULL when there is none. The lock is held. */
static rf_frame *next_to_begin(group *g)
{
    if (g->begun == g->count || (g->limit > 0 && g->running >= g->limit))
        return NULL;
    g->running++;
    return g->members[g->begun++]->task;
}

static void cancel_all(rf_ctx *cx, group *g)
{
    rf_frame *t;

    rf_lock_take(&g->lock);
    g->cancelled = true;
    for (uint32_t i = 0; i < g->count; i++) {
        t = g->members[i]->task;
        rf_lock_give(&g->lock);
        if (rf_core_state(&rf_task_at(t)->core) == RF_PENDING)
            rf_cancel(cx, &t->head);
        rf_lock_take(&g->lock);
    }
    rf_lock_give(&g->lock);
}

/* A member has ended: the first error is kept and stops the others; the next in line may begin. */
static void member_ended(rf_ctx *cx, rf_node *n, rf_object *promise)
{
    group    *g     = ((member *)((char *)n - offsetof(member, node)))->group;
    rf_core  *c     = rf_core_of(rf_from_object(promise));
    bool      fails = rf_core_state(c) != RF_RESOLVED;
    bool      first = false;
    rf_frame *next;
    rf_node  *chain;

    rf_lock_take(&g->lock);
    g->running--;
    g->pending--;
    if (fails && g->failure.tag == RF_NULL && !g->cancelled) {
        g->failure = rf_copy(c->value);
        g->failed  = c;
        first      = true;
        /* until somebody waits for the group, or awaits the member, nobody has seen it */
        __atomic_store_n(&c->awaited, 0, __ATOMIC_RELAXED);
    }
    next = next_to_begin(g);
    detach_waiters(g, &chain);
    rf_lock_give(&g->lock);
    if (first) {
        rf_note_rejected(cx, promise);
        cancel_all(cx, g);
    }
    if (next)
        rf_task_begin_or_reject(cx, next);
    land_all(cx, chain);
    rf_release_object(cx, g);
}

static void add_member(group *g, member *m)
{
    if (g->count == g->room) {
        g->room    = g->room ? g->room * 2 : 8;
        g->members = realloc(g->members, g->room * sizeof *g->members);
        if (!g->members)
            rf_out_of_memory();
    }
    g->members[g->count++] = m;
}

/* ---- g.spawn(f, args…) */

static rf_value group_spawn(rf_ctx *cx, group *g, const rf_value *args, uint32_t count)
{
    member   *m;
    rf_frame *begin;
    bool      ended, cancelled;

    if (count < 1 || !rf_is(args[0], RF_K_FUNCTION)) {
        if (count < 1 || !rf_throw_if_error(cx, args[0]))
            rf_throw(cx, "spawn expects a function");
        return rf_null;
    }
    if (count > 9) {
        rf_throw(cx, "spawn expects a function and at most 8 arguments");
        return rf_null;
    }
    m = calloc(1, sizeof *m);
    if (!m)
        rf_out_of_memory();
    m->group     = g;
    m->node.fire = member_ended;
    m->task      = rf_call_task_new(cx, &rf_async_frame_kind, args[0], args + 1, count - 1);
    rf_core_join(&rf_task_at(m->task)->core, &m->node);
    rf_lock_take(&g->lock);
    ended = g->ended;
    if (!ended) {
        g->pending++;
        add_member(g, m);
    }
    begin     = ended ? NULL : next_to_begin(g);
    cancelled = g->cancelled;
    rf_lock_give(&g->lock);
    if (ended) {
        rf_release_object(cx, m->task);
        free(m);
        rf_throw(cx, "Task group has ended");
        return rf_null;
    }
    rf_retain_object(g); /* until the member has ended */
    rf_retain_object(m->task);
    if (cancelled)
        rf_cancel(cx, &m->task->head);
    if (begin)
        rf_task_begin_or_reject(cx, begin);
    return rf_from_object(m->task);
}

/* ---- g.wait() */

/* One attempt to wait until no member is pending. An owner that was cancelled cancels them first,
   and goes on waiting. */
static rf_step wait_step(rf_ctx *cx, group *g, uint32_t at)
{
    rf_party *p = rf_party_of(cx);
    bool      late;

    if (p->waits == RF_WAITS_NOT) {
        rf_lock_take(&g->lock);
        g->ended = true;
        if (g->pending > 0) {
            p->node.arm = 0;
            rf_wait_begin(cx, RF_WAITS_GROUP, at);
            rf_nodes_add(&g->waiting, &p->node);
        }
        rf_lock_give(&g->lock);
        if (p->waits == RF_WAITS_NOT)
            return RF_DONE;
    } else if (rf_has_landed(p)) {
        rf_wait_end(cx, p);
        return RF_DONE;
    }
    if (rf_must_give_up(p, &late) && !__atomic_load_n(&g->cancelled, __ATOMIC_RELAXED))
        cancel_all(cx, g);
    return RF_WAITING;
}

static void wait_all(rf_ctx *cx, group *g, uint32_t at)
{
    while (wait_step(cx, g, at) == RF_WAITING)
        rf_park(cx);
}

static rf_value group_wait(rf_ctx *cx, group *g)
{
    rf_array *all;

    wait_all(cx, g, 0);
    if (g->failure.tag != RF_NULL) {
        rf_core_look(g->failed);
        rf_throw_awaited(cx, rf_copy(g->failure));
        return rf_null;
    }
    if (rf_cancel_due(cx, rf_party_of(cx)))
        return rf_null;
    all = rf_array_new(cx, &rf_values_kind, g->count);
    for (uint32_t i = 0; i < g->count; i++) {
        rf_value v;

        if (!rf_core_result(cx, &rf_task_at(g->members[i]->task)->core, &v)) {
            rf_release_object(cx, all);
            return rf_null;
        }
        all = rf_values_push(cx, all, v);
    }
    return rf_from_object(all);
}

/* ---- the kind */

static rf_value call_spawn(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    return group_spawn(cx, ((handle *)self.as.o)->group, args, count);
}

static rf_value call_wait(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return group_wait(cx, ((handle *)self.as.o)->group);
}

static rf_value call_cancel(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    cancel_all(cx, ((handle *)self.as.o)->group);
    return rf_null;
}

static const rf_method_row rows[] = {
    {"spawn", 0, UINT32_MAX, call_spawn},
    {"wait", 0, 0, call_wait},
    {"cancel", 0, 0, call_cancel},
    {NULL, 0, 0, NULL},
};

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                       uint32_t count)
{
    rf_point(cx);
    return rf_call_row(cx, rows, *place, name, args, count);
}

static void destroy_group(rf_ctx *cx, rf_object *o)
{
    group *g = (group *)o;

    for (uint32_t i = 0; i < g->count; i++) {
        rf_release_object(cx, g->members[i]->task);
        free(g->members[i]);
    }
    free(g->members);
    rf_release(cx, g->failure);
    rf_object_free(cx, g, sizeof *g);
}

/* The scope is left: by an error, then the members are cancelled first. */
static void destroy_handle(rf_ctx *cx, rf_object *o)
{
    handle    *h       = (handle *)o;
    rf_object *pending = cx->error;

    cx->error = NULL;
    if (pending)
        cancel_all(cx, h->group);
    if (cx->party)
        wait_all(cx, h->group, 0);
    if (pending && h->group->failed)
        rf_core_look(h->group->failed);
    cx->error = pending;
    rf_release_object(cx, h->group);
    rf_object_free(cx, h, sizeof *h);
}

static const rf_kind group_kind = {
    .id = RF_K_OTHER, .type_name = "taskgroup", .destroy = destroy_group};
static const rf_kind handle_kind = {
    .id        = RF_K_GROUP,
    .type_name = "taskgroup",
    .destroy   = destroy_handle,
    .method    = method,
};

rf_value rf_b_task_group(rf_ctx *cx, rf_value limit)
{
    handle *h;
    group  *g;

    if (rf_throw_if_error(cx, limit))
        return rf_null;
    if (limit.tag != RF_ABSENT && (limit.tag != RF_INT || limit.as.i < 1)) {
        rf_throw(cx, "task_group() expects how many tasks may run at once");
        return rf_null;
    }
    g        = rf_object_new(cx, sizeof *g, &group_kind);
    *g       = (group){.head = g->head, .failure = rf_null};
    g->limit = limit.tag == RF_ABSENT ? 0 : (uint32_t)(limit.as.i < 1 << 30 ? limit.as.i : 1 << 30);
    h        = rf_object_new(cx, sizeof *h, &handle_kind);
    h->group = g;
    rf_share(cx, rf_from_object(g));
    rf_share(cx, rf_from_object(h));
    return rf_from_object(h);
}
