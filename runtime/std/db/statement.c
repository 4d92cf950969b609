/* The built-in functions on connections: db_execute, db_query, transactions. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/db/handle.h"

/* The connection, or NULL with "WHO requires …" thrown. */
static rf_db *db_of(rf_ctx *cx, const char *who, rf_value v)
{
    if (v.tag == RF_OBJECT && v.as.o->kind == &rf_db_kind)
        return (rf_db *)v.as.o;
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "%s requires a database connection as first argument", who);
    return NULL;
}

/* ---- parameters */

static bool take_param(rf_db_param *p, rf_value v)
{
    if (v.tag == RF_NULL)
        p->type = RF_DB_NULL;
    else if (v.tag == RF_BOOL)
        *p = (rf_db_param){RF_DB_BOOL, {.i = v.as.i}, 0};
    else if (v.tag == RF_INT)
        *p = (rf_db_param){RF_DB_INT, {.i = v.as.i}, 0};
    else if (v.tag == RF_FLOAT)
        *p = (rf_db_param){RF_DB_FLOAT, {.d = v.as.d}, 0};
    else if (rf_is_string(v))
        *p = (rf_db_param){RF_DB_TEXT, {.at = v.as.s->at}, (size_t)v.as.s->bytes};
    else if (rf_is(v, RF_K_BYTES))
        *p = (rf_db_param){
            RF_DB_BYTES, {.at = (const char *)((rf_bytes *)v.as.o)->at}, (size_t)((rf_bytes *)v.as.o)->len};
    else
        return false;
    return true;
}

static bool take_params(rf_ctx *cx, const char *who, rf_value params, rf_db_work *w)
{
    const rf_array *a = rf_as_array(params);

    if (params.tag == RF_ABSENT || params.tag == RF_NULL)
        return true;
    if (!rf_is_array(params)) {
        if (!rf_throw_if_error(cx, params))
            rf_throw(cx, "%s requires an array of parameters as third argument", who);
        return false;
    }
    if (a->len > UINT16_MAX) {
        rf_throw(cx, "%s: more than %d parameters", who, UINT16_MAX);
        return false;
    }
    w->params = calloc((size_t)a->len + 1, sizeof *w->params);
    if (!w->params)
        rf_out_of_memory();
    for (; w->param_count < (uint32_t)a->len; w->param_count++) {
        rf_value v = rf_array_peek(a, w->param_count);

        if (take_param(&w->params[w->param_count], v))
            continue;
        if (!rf_throw_if_error(cx, v))
            rf_throw(cx, "%s parameters must be strings, numbers, bools, bytes or null, got %s", who,
                     rf_type_name(v));
        return false;
    }
    return true;
}

/* ---- statements */

static rf_value run(rf_ctx *cx, const char *who, rf_db_action action, rf_value db, rf_value sql, rf_value params)
{
    rf_db_work w = {.action = action};
    rf_db     *d = db_of(cx, who, db);

    if (!d)
        return rf_null;
    if (!rf_is_string(sql)) {
        if (!rf_throw_if_error(cx, sql))
            rf_throw(cx, "%s requires a SQL string as second argument", who);
        return rf_null;
    }
    w.sql      = rf_as_string(sql)->at;
    w.sql_size = (size_t)rf_as_string(sql)->bytes;
    if (strlen(w.sql) != w.sql_size)
        rf_throw(cx, "%s: the SQL text contains a NUL byte", who);
    else if (take_params(cx, who, params, &w))
        return rf_db_start(cx, d, &w);
    free(w.params);
    return rf_null;
}

rf_value rf_b_db_execute(rf_ctx *cx, rf_value db, rf_value sql, rf_value params)
{
    return run(cx, "db_execute", RF_DB_EXECUTE, db, sql, params);
}

rf_value rf_b_db_query(rf_ctx *cx, rf_value db, rf_value sql, rf_value params)
{
    return run(cx, "db_query", RF_DB_QUERY, db, sql, params);
}

/* ---- what needs no text */

static rf_value act(rf_ctx *cx, const char *who, rf_db_action action, rf_value db)
{
    rf_db_work w = {.action = action};
    rf_db     *d = db_of(cx, who, db);

    return d ? rf_db_start(cx, d, &w) : rf_null;
}

rf_value rf_b_db_begin(rf_ctx *cx, rf_value db)
{
    return act(cx, "db_begin", RF_DB_BEGIN, db);
}

rf_value rf_b_db_commit(rf_ctx *cx, rf_value db)
{
    return act(cx, "db_commit", RF_DB_COMMIT, db);
}

rf_value rf_b_db_rollback(rf_ctx *cx, rf_value db)
{
    return act(cx, "db_rollback", RF_DB_ROLLBACK, db);
}

rf_value rf_b_db_last_insert_id(rf_ctx *cx, rf_value db)
{
    return act(cx, "db_last_insert_id", RF_DB_LAST_ID, db);
}

rf_value rf_b_db_close(rf_ctx *cx, rf_value db)
{
    return act(cx, "db_close", RF_DB_CLOSE, db);
}
