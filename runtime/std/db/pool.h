#ifndef RUFF_STD_DB_POOL_H
#define RUFF_STD_DB_POOL_H

#include "std/db/handle.h"

/* Pools of connections: a number of them stays open, and who finds none free waits for one, for a time. */

typedef struct rf_db_limits {
    int64_t least, most;
    double  ms; /* how long to wait for a connection */
} rf_db_limits;

struct rf_db_asker;

typedef struct rf_db_pool {
    rf_object           head;
    const rf_db_driver *driver;
    char               *target;
    rf_db_limits        limits;
    rf_lock             lock; /* of what follows */
    void              **idle; /* room for limits.most */
    int64_t             idle_count;
    int64_t             total; /* idle, in use, or being opened */
    bool                closed;
    struct rf_db_asker *first, *last; /* who waits */
} rf_db_pool;

/** db_pool with this driver. */
rf_value rf_db_pool_open(rf_ctx *cx, const rf_db_driver *driver, rf_value kind, rf_value target, rf_value config);

/** db_pool_acquire: a connection at once, or the promise of one. */
rf_value rf_db_pool_ask(rf_ctx *cx, rf_db_pool *pool);
/** A connection comes back; whoever waits longest gets it. */
void rf_db_pool_give(rf_ctx *cx, rf_db_pool *pool, void *connection);
/** One of its connections has been closed: there is room for another. */
void rf_db_pool_lose(rf_ctx *cx, rf_db_pool *pool);
/** Closes those that are idle; the others follow when they come back. Nobody gets one any more. */
void rf_db_pool_shut(rf_ctx *cx, rf_db_pool *pool);

#endif
