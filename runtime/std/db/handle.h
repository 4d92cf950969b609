#ifndef RUFF_STD_DB_HANDLE_H
#define RUFF_STD_DB_HANDLE_H

#include "gen/lock.h"
#include "ruff/value.h"
#include "std/db/driver.h"

/* Connections as handles of the script. Several tasks may use one: what they ask for is done one after the
   other, in the order in which it came. */

struct rf_db_call;
struct rf_db_pool;

typedef struct rf_db {
    rf_object           head;
    const rf_db_driver *driver;
    rf_lock             lock;       /* of what follows */
    bool                busy;       /* somebody uses the connection */
    void               *connection; /* NULL: closed, or back in its pool */
    struct rf_db_call  *running;    /* by a helper */
    struct rf_db_call  *first, *last; /* that wait for their turn */
    struct rf_db_pool  *pool;       /* it belongs to, counted; NULL: none */
} rf_db;

extern const rf_kind rf_db_kind;

/** A handle for the connection, which any thread may count. Takes the connection; borrows the pool. */
rf_value rf_db_new(rf_ctx *cx, const rf_db_driver *driver, void *connection, struct rf_db_pool *pool);

/** Has the work done: what a built-in function of the abi STARTED answers. Takes what the struct holds. */
rf_value rf_db_start(rf_ctx *cx, rf_db *db, rf_db_work *w);

/** Whether the function does its work itself: in the main program, whose thread nobody else waits for. */
bool rf_db_is_here(rf_ctx *cx);

/** db_connect with this driver. */
rf_value rf_db_connect(rf_ctx *cx, const rf_db_driver *driver, rf_value kind, rf_value target);
/** The target as a C text; NULL with the error thrown when the arguments of `who` are no two strings. */
const char *rf_db_target(rf_ctx *cx, const char *who, rf_value kind, rf_value target);
/** Throws that there is no driver for such databases. */
RF_COLD rf_value rf_db_unsupported(rf_ctx *cx, rf_value kind);

#endif
