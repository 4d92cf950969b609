/* Connections as handles, and the calls on them, one at a time: see handle.h. */

#define _GNU_SOURCE /* vasprintf */

#include "std/db/handle.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "io/helpers.h"
#include "io/op.h"
#include "ruff/error.h"
#include "std/db/pool.h"

/** A call that a helper carries out. */
typedef struct rf_db_call {
    rf_op              op;
    rf_chore           chore;
    rf_db             *db; /* counted */
    struct rf_db_call *next;
    rf_db_work         work;
    uint32_t           stopped;
} rf_db_call;

/* ---- texts */

static char *format_text(const char *format, va_list args)
{
    char *text;

    if (vasprintf(&text, format, args) < 0)
        rf_out_of_memory();
    return text;
}

char *rf_db_text(const char *format, ...)
{
    va_list args;
    char   *text;

    va_start(args, format);
    text = format_text(format, args);
    va_end(args);
    return text;
}

void rf_db_fail(rf_db_work *w, const char *format, ...)
{
    va_list args;

    if (w->error)
        return;
    va_start(args, format);
    w->error = format_text(format, args);
    va_end(args);
}

/* ---- the work */

static const struct {
    const char *who, *failed;
} words[] = {
    [RF_DB_EXECUTE]  = {"db_execute", "execution error"},
    [RF_DB_QUERY]    = {"db_query", "query error"},
    [RF_DB_BEGIN]    = {"db_begin", "begin error"},
    [RF_DB_COMMIT]   = {"db_commit", "commit error"},
    [RF_DB_ROLLBACK] = {"db_rollback", "rollback error"},
    [RF_DB_LAST_ID]  = {"db_last_insert_id", "last insert id error"},
    [RF_DB_RELEASE]  = {"db_pool_release", ""},
    [RF_DB_CLOSE]    = {"db_close", ""},
};

/* These are done even if nobody waits for them any more. */
static bool is_final(const rf_db_work *w)
{
    return w->action == RF_DB_RELEASE || w->action == RF_DB_CLOSE;
}

static void refuse(rf_db_work *w, const char *text)
{
    rf_db_fail(w, "%s", text);
    w->whole = true;
}

/* Nobody else uses the connection from here on. */
static void *take_away(rf_db *db)
{
    void *connection = db->connection;

    rf_lock_take(&db->lock);
    db->connection = NULL;
    rf_lock_give(&db->lock);
    return connection;
}

/* An open transaction does not go back to the pool. */
static bool is_fit_for_pool(const rf_db *db)
{
    rf_db_work undo = {.action = RF_DB_ROLLBACK};

    if (db->driver->in_transaction(db->connection))
        db->driver->work(db->connection, &undo);
    free(undo.error);
    return !undo.error && (!db->driver->is_alive || db->driver->is_alive(db->connection));
}

static void finish_with(rf_db *db, rf_db_work *w)
{
    bool  fit        = w->action == RF_DB_RELEASE && is_fit_for_pool(db);
    void *connection = take_away(db);

    w->back = fit ? connection : NULL;
    w->lost = !fit;
    if (!fit)
        db->driver->close(connection);
}

/* The pool hears of it where values may be touched: others may wait for a connection. */
static void tell_pool(rf_ctx *cx, rf_db *db, const rf_db_work *w)
{
    if (w->back)
        rf_db_pool_give(cx, db->pool, w->back);
    else if (w->lost && db->pool)
        rf_db_pool_lose(cx, db->pool);
}

/* On the system's side: touches no values of the script. */
static void perform(rf_db *db, rf_db_work *w)
{
    bool inside = db->connection && db->driver->in_transaction(db->connection);

    if (is_final(w)) {
        if (db->connection)
            finish_with(db, w);
    } else if (!db->connection) {
        rf_db_fail(w, "%s failed: the connection is closed", words[w->action].who);
        w->whole = true;
    } else if (w->action == RF_DB_BEGIN && inside) {
        refuse(w, "Transaction already in progress. Commit or rollback first.");
    } else if ((w->action == RF_DB_COMMIT || w->action == RF_DB_ROLLBACK) && !inside) {
        refuse(w, "No transaction in progress. Use db_begin() first.");
    } else {
        db->driver->work(db->connection, w);
    }
}

/* ---- what comes of it */

static rf_value result(rf_ctx *cx, const rf_db *db, const rf_db_work *w)
{
    const char *failed = w->action == RF_DB_QUERY && !w->prepared ? "prepare error" : words[w->action].failed;

    if (w->error && w->whole)
        rf_throw(cx, "%s", w->error);
    else if (w->error)
        rf_throw(cx, "%s %s: %s", db->driver->name, failed, w->error);
    if (w->error)
        return rf_null;
    if (w->action == RF_DB_QUERY)
        return rf_db_rows_value(cx, &w->rows);
    if (w->action == RF_DB_EXECUTE)
        return rf_from_int(w->number);
    if (w->action == RF_DB_LAST_ID)
        return db->driver->id_is_float ? rf_from_float((double)w->number) : rf_from_int(w->number);
    return rf_from_bool(true);
}

static void drop_work(rf_db_work *w)
{
    free(w->error);
    free(w->params);
    if (w->kept)
        free((char *)w->sql);
    rf_db_rows_drop(&w->rows);
}

/* The work will outlive the call: one block for all texts. */
static void keep(rf_db_work *w)
{
    size_t bytes = w->sql_size + 1;
    char  *at;

    for (uint32_t i = 0; i < w->param_count; i++)
        bytes += w->params[i].type >= RF_DB_TEXT ? w->params[i].size + 1 : 0;
    at = malloc(bytes);
    if (!at)
        rf_out_of_memory();
    memcpy(at, w->sql ? w->sql : "", w->sql_size + 1);
    w->sql  = at;
    w->kept = true;
    at += w->sql_size + 1;
    for (uint32_t i = 0; i < w->param_count; i++) {
        rf_db_param *p = &w->params[i];

        if (p->type < RF_DB_TEXT)
            continue;
        memcpy(at, p->at, p->size);
        at[p->size] = '\0';
        p->at       = at;
        at += p->size + 1;
    }
}

/* ---- turns */

static bool begin(rf_ctx *cx, rf_db_call *c)
{
    int failed = rf_help(cx, &c->chore);

    if (failed)
        rf_op_refuse(cx, &c->op, "Cannot start thread: %s", strerror(failed));
    return failed == 0;
}

/* The connection is free for the next call. */
static void leave(rf_ctx *cx, rf_db *db)
{
    rf_db_call *next;

    do {
        rf_lock_take(&db->lock);
        next = db->first;
        if (next)
            db->first = next->next;
        db->busy    = next != NULL;
        db->running = next;
        rf_lock_give(&db->lock);
    } while (next && !begin(cx, next));
}

/* True: the connection is the caller's. False: the call, if there is one, waits for its turn. */
static bool enter(rf_db *db, rf_db_call *c)
{
    bool free;

    rf_lock_take(&db->lock);
    free = !db->busy;
    if (free) {
        db->busy    = true;
        db->running = c;
    } else if (c) {
        if (db->first)
            db->last->next = c;
        else
            db->first = c;
        db->last = c;
    }
    rf_lock_give(&db->lock);
    return free;
}

/* ---- calls that helpers carry out */

static rf_db_call *call_of(rf_chore *chore)
{
    return (rf_db_call *)((char *)chore - offsetof(rf_db_call, chore));
}

static void work(rf_chore *chore)
{
    rf_db_call *c = call_of(chore);

    if (is_final(&c->work) || !__atomic_load_n(&c->stopped, __ATOMIC_ACQUIRE))
        perform(c->db, &c->work);
}

static void done(rf_ctx *cx, rf_chore *chore)
{
    rf_db_call *c = call_of(chore);
    rf_value    v = rf_null;

    leave(cx, c->db);
    tell_pool(cx, c->db, &c->work);
    if (!c->stopped)
        v = result(cx, c->db, &c->work);
    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &c->op);
    else
        rf_op_end(cx, &c->op, c->stopped ? RF_CANCELLED : RF_RESOLVED, v);
}

static void stop(rf_ctx *cx, rf_op *op)
{
    rf_db_call *c  = (rf_db_call *)op;
    rf_db      *db = c->db;

    (void)cx;
    __atomic_store_n(&c->stopped, 1, __ATOMIC_RELEASE);
    rf_lock_take(&db->lock);
    if (db->running == c && db->connection && db->driver->interrupt)
        db->driver->interrupt(db->connection);
    rf_lock_give(&db->lock);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    rf_db_call *c = (rf_db_call *)op;

    drop_work(&c->work);
    rf_release_object(cx, c->db);
}

static rf_value promise(rf_ctx *cx, rf_db *db, rf_db_work *w)
{
    rf_db_call *c = rf_op_new(cx, sizeof *c, RF_IO_WORK);

    c->op.stop     = stop;
    c->op.drop     = drop;
    c->chore.work  = work;
    c->chore.done  = done;
    c->chore.waits = true;
    c->db          = db;
    c->work        = *w;
    keep(&c->work);
    rf_retain_object(db);
    if (enter(db, c) && !begin(cx, c))
        leave(cx, db);
    return rf_from_object(c);
}

bool rf_db_is_here(rf_ctx *cx)
{
    const rf_party *p = rf_party_of(cx);

    return !p || p->sort == RF_MAIN;
}

rf_value rf_db_start(rf_ctx *cx, rf_db *db, rf_db_work *w)
{
    rf_value v;

    if (!rf_db_is_here(cx) || !enter(db, NULL))
        return promise(cx, db, w);
    rf_io_begin(cx, RF_IO_WORK);
    perform(db, w);
    rf_io_end(cx, RF_IO_WORK);
    leave(cx, db);
    tell_pool(cx, db, w);
    v = result(cx, db, w);
    drop_work(w);
    return v;
}

/* ---- the handle */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_db *db = (rf_db *)o;

    if (db->connection) {
        db->driver->close(db->connection);
        if (db->pool)
            rf_db_pool_lose(cx, db->pool);
    }
    if (db->pool)
        rf_release_object(cx, db->pool);
    rf_object_free(cx, db, sizeof *db);
}

const rf_kind rf_db_kind = {.id = RF_K_OTHER, .type_name = "database", .destroy = destroy};

rf_value rf_db_new(rf_ctx *cx, const rf_db_driver *driver, void *connection, rf_db_pool *pool)
{
    rf_db *db = rf_object_new(cx, sizeof *db, &rf_db_kind);

    *db = (rf_db){.head = db->head, .driver = driver, .connection = connection, .pool = pool};
    if (pool)
        rf_retain_object(pool);
    rf_share(cx, rf_from_object(db));
    return rf_from_object(db);
}
