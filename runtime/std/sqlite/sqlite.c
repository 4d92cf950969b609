/* The driver for SQLite. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/db/pool.h"
#include "std/sqlite/statements.h"

enum { BUSY_MS = 5000 /* how long the lock of another connection is waited for */ };

/* ---- connections */

static void close_connection(void *connection)
{
    rf_sqlite *s = connection;

    rf_sqlite_forget(s);
    sqlite3_close_v2(s->db);
    free(s);
}

/* The handle lets one thread at a time use the connection: SQLite need not. */
static void *open_connection(const char *target, char **error)
{
    int        flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    rf_sqlite *s     = calloc(1, sizeof *s);

    if (!s)
        rf_out_of_memory();
    if (sqlite3_open_v2(target, &s->db, flags, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout(s->db, BUSY_MS);
        return s;
    }
    *error = rf_db_text("%s", sqlite3_errmsg(s->db));
    close_connection(s);
    return NULL;
}

static bool in_transaction(void *connection)
{
    return !sqlite3_get_autocommit(((rf_sqlite *)connection)->db);
}

static void interrupt(void *connection)
{
    sqlite3_interrupt(((rf_sqlite *)connection)->db);
}

/* ---- statements */

static int bind_one(sqlite3_stmt *st, int at, const rf_db_param *p)
{
    switch (p->type) {
    case RF_DB_NULL:
        break;
    case RF_DB_BOOL:
    case RF_DB_INT:
        return sqlite3_bind_int64(st, at, p->i);
    case RF_DB_FLOAT:
        return sqlite3_bind_double(st, at, p->d);
    case RF_DB_TEXT:
        return sqlite3_bind_text64(st, at, p->at, p->size, SQLITE_STATIC, SQLITE_UTF8);
    case RF_DB_BYTES:
        return p->size ? sqlite3_bind_blob64(st, at, p->at, p->size, SQLITE_STATIC) : sqlite3_bind_zeroblob(st, at, 0);
    }
    return sqlite3_bind_null(st, at);
}

static bool bind_all(rf_sqlite *s, sqlite3_stmt *st, rf_db_work *w)
{
    int count = sqlite3_bind_parameter_count(st);

    if (w->param_count != (uint32_t)count) {
        rf_db_fail(w, "Wrong number of parameters passed to query. Got %u, needed %d", w->param_count, count);
        return false;
    }
    for (int i = 0; i < count; i++)
        if (bind_one(st, i + 1, &w->params[i]) != SQLITE_OK) {
            rf_db_fail(w, "%s", sqlite3_errmsg(s->db));
            return false;
        }
    return true;
}

static void add_cell(rf_db_rows *r, sqlite3_stmt *st, int k)
{
    switch (sqlite3_column_type(st, k)) {
    case SQLITE_INTEGER:
        rf_db_add_int(r, sqlite3_column_int64(st, k));
        break;
    case SQLITE_FLOAT:
        rf_db_add_float(r, sqlite3_column_double(st, k));
        break;
    case SQLITE_TEXT: {
        const char *at = (const char *)sqlite3_column_text(st, k);
        rf_db_add_text(r, at, (size_t)sqlite3_column_bytes(st, k));
        break;
    }
    case SQLITE_BLOB: {
        const void *at = sqlite3_column_blob(st, k);
        rf_db_add_bytes(r, at, (size_t)sqlite3_column_bytes(st, k));
        break;
    }
    default:
        rf_db_add_null(r);
    }
}

/* Known for sure once the first row is there: the statement may have been prepared again. */
static void add_names(rf_db_rows *r, sqlite3_stmt *st)
{
    r->columns = (uint32_t)sqlite3_column_count(st);
    for (int k = 0; k < (int)r->columns; k++) {
        const char *name = sqlite3_column_name(st, k);

        if (!name)
            rf_out_of_memory();
        rf_db_add_text(r, name, strlen(name));
    }
}

static void add_row(rf_db_rows *r, sqlite3_stmt *st)
{
    if (r->count++ == 0)
        add_names(r, st);
    for (int k = 0; k < (int)r->columns; k++)
        add_cell(r, st, k);
}

static void step_through(rf_sqlite *s, sqlite3_stmt *st, rf_db_work *w)
{
    int64_t before = sqlite3_total_changes64(s->db);
    int     how;

    while ((how = sqlite3_step(st)) == SQLITE_ROW)
        if (w->action == RF_DB_QUERY)
            add_row(&w->rows, st);
    if (how != SQLITE_DONE)
        rf_db_fail(w, "%s", sqlite3_errmsg(s->db));
    else if (sqlite3_total_changes64(s->db) != before)
        w->number = sqlite3_changes64(s->db); /* which a statement of another sort leaves as it was */
}

static void run_statement(rf_sqlite *s, rf_db_work *w)
{
    sqlite3_stmt *st = rf_sqlite_prepare(s, w);

    if (!st)
        return;
    w->prepared = true;
    if (bind_all(s, st, w))
        step_through(s, st, w);
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
}

static void run_words(rf_sqlite *s, rf_db_work *w, const char *words)
{
    rf_db_work step = {.action = RF_DB_EXECUTE, .sql = words, .sql_size = strlen(words)};

    run_statement(s, &step);
    w->error = step.error;
}

static void work(void *connection, rf_db_work *w)
{
    rf_sqlite *s = connection;

    switch (w->action) {
    case RF_DB_EXECUTE:
    case RF_DB_QUERY:
        run_statement(s, w);
        break;
    case RF_DB_BEGIN:
        run_words(s, w, "BEGIN");
        break;
    case RF_DB_COMMIT:
        run_words(s, w, "COMMIT");
        break;
    case RF_DB_ROLLBACK:
        run_words(s, w, "ROLLBACK");
        break;
    case RF_DB_LAST_ID:
        w->number = sqlite3_last_insert_rowid(s->db);
        break;
    case RF_DB_RELEASE:
    case RF_DB_CLOSE:
        break;
    }
}

static const rf_db_driver driver = {
    .name           = "SQLite",
    .id_is_float    = true,
    .open           = open_connection,
    .close          = close_connection,
    .work           = work,
    .in_transaction = in_transaction,
    .interrupt      = interrupt,
};

/* ---- the functions */

rf_value rf_b_db_connect_sqlite(rf_ctx *cx, rf_value kind, rf_value target)
{
    return rf_db_connect(cx, &driver, kind, target);
}

rf_value rf_b_db_pool_sqlite(rf_ctx *cx, rf_value kind, rf_value target, rf_value config)
{
    return rf_db_pool_open(cx, &driver, kind, target, config);
}

rf_value rf_b_db_connect(rf_ctx *cx, rf_value kind, rf_value target)
{
    return rf_b_db_connect_sqlite(cx, kind, target);
}

rf_value rf_b_db_pool(rf_ctx *cx, rf_value kind, rf_value target, rf_value config)
{
    return rf_b_db_pool_sqlite(cx, kind, target, config);
}
