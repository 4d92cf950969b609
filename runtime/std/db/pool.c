/* Pools of connections: see pool.h. */

#include "std/db/pool.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/helpers.h"
#include "io/op.h"

/* Somebody who waits for a connection, or for a new one to be opened. */
typedef struct rf_db_asker {
    rf_op         op;
    rf_chore      chore; /* opens one */
    rf_timer      timer;
    rf_db_pool   *pool; /* counted */
    struct rf_db_asker *next, *prev;
    bool          waits; /* in the pool's list: who takes it out ends the operation */
    void         *connection;
    char         *error;
} asker;

static void throw_denied(rf_ctx *cx, const char *why)
{
    rf_throw(cx, "Failed to acquire connection: %s", why);
}

/* ---- those who wait, under the pool's lock */

static void append(rf_db_pool *p, asker *a)
{
    a->waits = true;
    a->prev  = p->last;
    if (p->last)
        p->last->next = a;
    else
        p->first = a;
    p->last = a;
}

/* False: somebody else has taken it out. */
static bool take_out(rf_db_pool *p, asker *a)
{
    if (!a->waits)
        return false;
    a->waits = false;
    if (a->prev)
        a->prev->next = a->next;
    else
        p->first = a->next;
    if (a->next)
        a->next->prev = a->prev;
    else
        p->last = a->prev;
    return true;
}

static asker *take_first(rf_db_pool *p)
{
    asker *a = p->first;

    if (a)
        take_out(p, a);
    return a;
}

/* ---- the end of an operation. The caller is counted as busy. */

/* Without a connection the error has been thrown, or it was cancelled. */
static void end(rf_ctx *cx, asker *a)
{
    void    *connection = a->connection;
    rf_value v          = rf_null;

    if (connection && rf_core_state(&a->op.base.core) != RF_PENDING) {
        rf_db_pool_give(cx, a->pool, connection);
        connection = NULL;
    }
    if (connection)
        v = rf_db_new(cx, a->pool->driver, connection, a->pool);
    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &a->op);
    else
        rf_op_end(cx, &a->op, connection ? RF_RESOLVED : RF_CANCELLED, v);
}

static void end_waiting(rf_ctx *cx, asker *a, void *connection, const char *denied)
{
    rf_timer_remove(cx, &a->timer);
    rf_op_back(cx, &a->op);
    a->connection = connection;
    if (denied)
        throw_denied(cx, denied);
    end(cx, a);
}

/* ---- opening one more */

static asker *asker_of(rf_chore *c)
{
    return (asker *)((char *)c - offsetof(asker, chore));
}

static void open_one(rf_chore *c)
{
    asker *a = asker_of(c);

    a->connection = a->pool->driver->open(a->pool->target, &a->error);
}

static void opened(rf_ctx *cx, rf_chore *c)
{
    asker *a = asker_of(c);

    if (!a->connection) {
        rf_db_pool_lose(cx, a->pool);
        throw_denied(cx, a->error);
    }
    end(cx, a);
}

static void begin_opening(rf_ctx *cx, asker *a)
{
    int failed = rf_help(cx, &a->chore);

    if (failed) {
        rf_db_pool_lose(cx, a->pool);
        rf_op_refuse(cx, &a->op, "Cannot start thread: %s", strerror(failed));
    }
}

/* ---- connections that come and go */

void rf_db_pool_give(rf_ctx *cx, rf_db_pool *p, void *connection)
{
    asker *a;
    bool   closed;

    rf_lock_take(&p->lock);
    closed = p->closed;
    a      = take_first(p);
    if (closed)
        p->total--;
    else if (!a)
        p->idle[p->idle_count++] = connection;
    rf_lock_give(&p->lock);
    if (closed)
        p->driver->close(connection);
    else if (a)
        end_waiting(cx, a, connection, NULL);
}

void rf_db_pool_lose(rf_ctx *cx, rf_db_pool *p)
{
    asker *a;

    rf_lock_take(&p->lock);
    a = take_first(p);
    p->total -= a == NULL;
    rf_lock_give(&p->lock);
    if (!a)
        return;
    rf_timer_remove(cx, &a->timer);
    begin_opening(cx, a);
}

/* ---- asking for one */

static void late(rf_ctx *cx, rf_timer *t)
{
    asker *a = (asker *)((char *)t - offsetof(asker, timer));
    bool   mine;

    rf_lock_take(&a->pool->lock);
    mine = take_out(a->pool, a);
    rf_lock_give(&a->pool->lock);
    if (mine) {
        rf_op_back(cx, &a->op);
        throw_denied(cx, "Connection pool timeout: all connections are in use");
        end(cx, a);
    }
    rf_release_object(cx, a);
}

static void stop(rf_ctx *cx, rf_op *op)
{
    asker *a = (asker *)op;
    bool   mine;

    rf_lock_take(&a->pool->lock);
    mine = take_out(a->pool, a);
    rf_lock_give(&a->pool->lock);
    if (mine)
        end_waiting(cx, a, NULL, NULL);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    asker *a = (asker *)op;

    rf_timer_remove(cx, &a->timer);
    free(a->error);
    rf_release_object(cx, a->pool);
}

/* What a look at the pool shows: a connection that is free, or room for a new one. */
typedef enum found { IDLE, ROOM, FULL, CLOSED } found;

/* An asker that finds neither stands in the list from then on. */
static found look(rf_db_pool *p, asker *a, void **connection)
{
    found what = CLOSED;

    rf_lock_take(&p->lock);
    if (!p->closed)
        what = p->idle_count > 0 ? IDLE : p->total < p->limits.most ? ROOM : FULL;
    if (what == IDLE)
        *connection = p->idle[--p->idle_count];
    p->total += what == ROOM;
    if (what == FULL && a)
        append(p, a);
    rf_lock_give(&p->lock);
    return what;
}

static asker *asker_new(rf_ctx *cx, rf_db_pool *p)
{
    asker *a = rf_op_new(cx, sizeof *a, RF_IO_WORK);

    a->op.stop     = stop;
    a->op.drop     = drop;
    a->chore.work  = open_one;
    a->chore.done  = opened;
    a->chore.waits = true;
    a->pool        = p;
    a->timer.fire  = late;
    a->timer.weak  = &a->op.base.head;
    rf_retain_object(p);
    return a;
}

/* For one that stands in the list. It may be on its way out already. */
static void set_alarm(rf_ctx *cx, asker *a)
{
    bool waits;

    rf_timer_add(cx, &a->timer, rf_deadline(a->pool->limits.ms));
    rf_lock_take(&a->pool->lock);
    waits = a->waits;
    rf_lock_give(&a->pool->lock);
    if (!waits)
        rf_timer_remove(cx, &a->timer);
}

static rf_value ask(rf_ctx *cx, rf_db_pool *p)
{
    asker *a          = asker_new(cx, p);
    void  *connection = NULL;

    switch (look(p, a, &connection)) {
    case IDLE:
        end_waiting(cx, a, connection, NULL);
        break;
    case ROOM:
        begin_opening(cx, a);
        break;
    case FULL:
        set_alarm(cx, a);
        break;
    case CLOSED:
        end_waiting(cx, a, NULL, "the pool is closed");
        break;
    }
    return rf_from_object(a);
}

/* The main program opens one itself. */
static rf_value open_here(rf_ctx *cx, rf_db_pool *p)
{
    char *error = NULL;
    void *connection;

    rf_io_begin(cx, RF_IO_WORK);
    connection = p->driver->open(p->target, &error);
    rf_io_end(cx, RF_IO_WORK);
    if (connection)
        return rf_db_new(cx, p->driver, connection, p);
    rf_db_pool_lose(cx, p);
    throw_denied(cx, error);
    free(error);
    return rf_null;
}

rf_value rf_db_pool_ask(rf_ctx *cx, rf_db_pool *p)
{
    void *connection = NULL;

    if (!rf_db_is_here(cx))
        return ask(cx, p);
    switch (look(p, NULL, &connection)) {
    case IDLE:
        return rf_db_new(cx, p->driver, connection, p);
    case ROOM:
        return open_here(cx, p);
    case FULL:
    case CLOSED:
        break;
    }
    return ask(cx, p);
}

void rf_db_pool_shut(rf_ctx *cx, rf_db_pool *p)
{
    int64_t idle;
    asker  *a;

    rf_lock_take(&p->lock);
    p->closed = true;
    idle      = p->idle_count;
    p->total -= idle;
    p->idle_count = 0;
    rf_lock_give(&p->lock);
    while (idle > 0)
        p->driver->close(p->idle[--idle]);
    do {
        rf_lock_take(&p->lock);
        a = take_first(p);
        rf_lock_give(&p->lock);
        if (a)
            end_waiting(cx, a, NULL, "the pool is closed");
    } while (a);
}
