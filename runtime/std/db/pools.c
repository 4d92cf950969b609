/* The built-in functions on pools: db_pool, db_pool_acquire and their kin. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/job.h"
#include "std/db/pool.h"

enum { USUAL_LEAST = 5, USUAL_MOST = 20, USUAL_SECONDS = 30, MOST_MOST = 10000 };

/* ---- the handle */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_db_pool *p = (rf_db_pool *)o;

    while (p->idle_count > 0)
        p->driver->close(p->idle[--p->idle_count]);
    free(p->idle);
    free(p->target);
    rf_object_free(cx, p, sizeof *p);
}

static const rf_kind pool_kind = {.id = RF_K_OTHER, .type_name = "databasepool", .destroy = destroy};

static rf_db_pool *pool_of(rf_ctx *cx, rf_value v, const char *text)
{
    if (v.tag == RF_OBJECT && v.as.o->kind == &pool_kind)
        return (rf_db_pool *)v.as.o;
    RF_REFUSE(cx, text, v);
    return NULL;
}

/* ---- the configuration */

static bool refuse(rf_ctx *cx, const char *why)
{
    rf_throw(cx, "Failed to create connection pool: %s", why);
    return false;
}

static rf_value entry(const rf_dict *d, const rf_string *key)
{
    const rf_value *v = rf_dict_look(d, key);

    return v ? *v : rf_null;
}

static bool take_count(rf_ctx *cx, rf_value v, const char *why, int64_t *n)
{
    if (v.tag == RF_NULL)
        return true;
    if (v.tag != RF_INT || v.as.i < 0 || v.as.i > MOST_MOST)
        return refuse(cx, why);
    *n = v.as.i;
    return true;
}

static bool take_limits(rf_ctx *cx, rf_value config, rf_db_limits *l)
{
    RF_STRING(least, 15, "min_connections");
    RF_STRING(most, 15, "max_connections");
    RF_STRING(timeout, 18, "connection_timeout");
    rf_value seconds;

    *l = (rf_db_limits){USUAL_LEAST, USUAL_MOST, USUAL_SECONDS * 1000.0};
    if (config.tag == RF_ABSENT || config.tag == RF_NULL)
        return true;
    if (!rf_is_dict(config)) {
        RF_REFUSE(cx, "db_pool requires a dict as its configuration", config);
        return false;
    }
    if (!take_count(cx, entry(rf_as_dict(config), RF_TEXT(least)), "min_connections must be an int of 0 to 10000",
                    &l->least) ||
        !take_count(cx, entry(rf_as_dict(config), RF_TEXT(most)), "max_connections must be an int of 1 to 10000",
                    &l->most))
        return false;
    if (l->most == 0)
        return refuse(cx, "max_connections must be an int of 1 to 10000");
    if (l->least > l->most)
        return refuse(cx, "min_connections cannot be greater than max_connections");
    seconds = entry(rf_as_dict(config), RF_TEXT(timeout));
    if (seconds.tag == RF_NULL)
        return true;
    if (!rf_is_number(seconds) || !(rf_number_float(seconds) >= 0))
        return refuse(cx, "connection_timeout must be a number of seconds");
    l->ms = rf_number_float(seconds) * 1000;
    return true;
}

/* ---- db_pool: the first connections are opened at once */

typedef struct opening {
    const rf_db_driver *driver;
    char               *target;
    rf_db_limits        limits;
    void              **idle;
    int64_t             count;
    char               *error;
} opening;

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void work(void *data)
{
    opening *o = data;

    while (o->count < o->limits.least) {
        void *connection = o->driver->open(o->target, &o->error);

        if (!connection)
            break;
        o->idle[o->count++] = connection;
    }
}

static rf_value opened(rf_ctx *cx, void *data)
{
    opening    *o = data;
    rf_db_pool *p;

    if (o->error) {
        refuse(cx, o->error);
        return rf_null;
    }
    p  = rf_object_new(cx, sizeof *p, &pool_kind);
    *p = (rf_db_pool){.head       = p->head,
                      .driver     = o->driver,
                      .target     = o->target,
                      .limits     = o->limits,
                      .idle       = o->idle,
                      .idle_count = o->count,
                      .total      = o->count};
    o->idle   = NULL;
    o->target = NULL;
    o->count  = 0;
    rf_share(cx, rf_from_object(p));
    return rf_from_object(p);
}

static void drop(void *data)
{
    opening *o = data;

    while (o->count > 0)
        o->driver->close(o->idle[--o->count]);
    free(o->idle);
    free(o->target);
    free(o->error);
}

rf_value rf_db_pool_open(rf_ctx *cx, const rf_db_driver *driver, rf_value kind, rf_value target, rf_value config)
{
    static const rf_job_type local  = {sizeof(opening), keep, work, opened, drop, NULL, false};
    static const rf_job_type remote = {sizeof(opening), keep, work, opened, drop, NULL, true};
    opening                  o      = {.driver = driver};
    const char              *text   = rf_db_target(cx, "db_pool", kind, target);

    if (!text || !take_limits(cx, config, &o.limits))
        return rf_null;
    o.target = rf_db_text("%s", text);
    o.idle   = calloc((size_t)o.limits.most, sizeof *o.idle);
    if (!o.idle)
        rf_out_of_memory();
    return rf_job_start(cx, driver->remote ? &remote : &local, &o);
}

/* ---- on a pool */

rf_value rf_b_db_pool_acquire(rf_ctx *cx, rf_value pool)
{
    rf_db_pool *p = pool_of(cx, pool, "db_pool_acquire requires a database pool");

    return p ? rf_db_pool_ask(cx, p) : rf_null;
}

rf_value rf_b_db_pool_release(rf_ctx *cx, rf_value pool, rf_value db)
{
    rf_db_work  w = {.action = RF_DB_RELEASE};
    rf_db_pool *p = pool_of(cx, pool, "db_pool_release requires a database pool and a connection");

    if (!p)
        return rf_null;
    if (db.tag != RF_OBJECT || db.as.o->kind != &rf_db_kind)
        return RF_REFUSE(cx, "db_pool_release requires a database pool and a connection", db);
    if (((rf_db *)db.as.o)->pool != p)
        return RF_REFUSE(cx, "db_pool_release: the connection is of another pool, or of none", db);
    return rf_db_start(cx, (rf_db *)db.as.o, &w);
}

rf_value rf_b_db_pool_stats(rf_ctx *cx, rf_value pool)
{
    rf_db_pool *p = pool_of(cx, pool, "db_pool_stats requires a database pool");
    int64_t     idle, total;
    rf_dict    *d;

    if (!p)
        return rf_null;
    rf_lock_take(&p->lock);
    idle  = p->idle_count;
    total = p->total;
    rf_lock_give(&p->lock);
    d = rf_dict_new(cx, 4);
    d = rf_dict_with(cx, d, "available", rf_from_int(idle));
    d = rf_dict_with(cx, d, "in_use", rf_from_int(total - idle));
    d = rf_dict_with(cx, d, "total", rf_from_int(total));
    return rf_from_object(rf_dict_with(cx, d, "max", rf_from_int(p->limits.most)));
}

rf_value rf_b_db_pool_close(rf_ctx *cx, rf_value pool)
{
    rf_db_pool *p = pool_of(cx, pool, "db_pool_close requires a database pool");

    if (!p)
        return rf_null;
    rf_db_pool_shut(cx, p);
    return rf_from_bool(true);
}
