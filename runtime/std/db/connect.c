/* db_connect, whichever the driver. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/job.h"
#include "std/db/pool.h"

typedef struct opening {
    const rf_db_driver *driver;
    char               *target, *error;
    void               *connection;
} opening;

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void work(void *data)
{
    opening *o = data;

    o->connection = o->driver->open(o->target, &o->error);
}

static rf_value opened(rf_ctx *cx, void *data)
{
    opening *o          = data;
    void    *connection = o->connection;

    o->connection = NULL;
    if (connection)
        return rf_db_new(cx, o->driver, connection, NULL);
    rf_throw(cx, "Failed to connect to %s: %s", o->driver->name, o->error);
    return rf_null;
}

static void drop(void *data)
{
    opening *o = data;

    if (o->connection)
        o->driver->close(o->connection);
    free(o->target);
    free(o->error);
}

const char *rf_db_target(rf_ctx *cx, const char *who, rf_value kind, rf_value target)
{
    if (rf_is_string(kind) && rf_is_string(target)) {
        const rf_string *s = rf_as_string(target);

        if (strlen(s->at) == (size_t)s->bytes)
            return s->at;
        rf_throw(cx, "%s: the target contains a NUL byte", who);
    } else if (!rf_throw_if_error(cx, kind) && !rf_throw_if_error(cx, target)) {
        rf_throw(cx, "%s requires a database type and a target, both strings", who);
    }
    return NULL;
}

rf_value rf_db_unsupported(rf_ctx *cx, rf_value kind)
{
    rf_throw(cx, "Unsupported database type: %s. Supported types: sqlite, postgres, mysql", rf_as_string(kind)->at);
    return rf_null;
}

rf_value rf_db_connect(rf_ctx *cx, const rf_db_driver *driver, rf_value kind, rf_value target)
{
    static const rf_job_type local  = {sizeof(opening), keep, work, opened, drop, NULL, false};
    static const rf_job_type remote = {sizeof(opening), keep, work, opened, drop, NULL, true};
    opening                  o      = {.driver = driver};
    const char              *text   = rf_db_target(cx, "db_connect", kind, target);

    if (!text)
        return rf_null;
    o.target = rf_db_text("%s", text);
    return rf_job_start(cx, driver->remote ? &remote : &local, &o);
}

/* ---- kinds for which there is no driver */

rf_value rf_b_db_connect_else(rf_ctx *cx, rf_value kind, rf_value target)
{
    return rf_db_target(cx, "db_connect", kind, target) ? rf_db_unsupported(cx, kind) : rf_null;
}

rf_value rf_b_db_pool_else(rf_ctx *cx, rf_value kind, rf_value target, rf_value config)
{
    (void)config;
    return rf_db_target(cx, "db_pool", kind, target) ? rf_db_unsupported(cx, kind) : rf_null;
}
