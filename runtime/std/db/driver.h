#ifndef RUFF_STD_DB_DRIVER_H
#define RUFF_STD_DB_DRIVER_H

#include "std/db/rows.h"

/* What the library of a database does for the functions of scripts. Drivers touch no values of the script;
   one thread at a time uses a connection. */

/** A parameter of a statement: always bound, never part of its text. */
typedef struct rf_db_param {
    rf_db_type type;
    union {
        int64_t     i; /* ints and bools */
        double      d;
        const char *at; /* a text, with a NUL behind it, or bytes */
    };
    size_t size;
} rf_db_param;

typedef enum rf_db_action {
    RF_DB_EXECUTE,
    RF_DB_QUERY,
    RF_DB_BEGIN,
    RF_DB_COMMIT,
    RF_DB_ROLLBACK,
    RF_DB_LAST_ID,
    RF_DB_RELEASE, /* to its pool; this one and the next are no work for drivers */
    RF_DB_CLOSE
} rf_db_action;

/** One piece of work on a connection, and what came of it. */
typedef struct rf_db_work {
    rf_db_action action;
    const char  *sql; /* a NUL stands behind it, and none in it */
    size_t       sql_size;
    rf_db_param *params;
    uint32_t     param_count;
    bool         kept; /* the texts are copies */

    char   *error;    /* from malloc; NULL: it went well */
    bool    whole;    /* the error is the whole text that is thrown */
    bool    prepared; /* the error came after the statement had been understood */
    int64_t number;   /* of rows that were changed; of the row inserted last */
    rf_db_rows rows;
    void   *back; /* a connection for the pool */
    bool    lost; /* the pool has one less */
} rf_db_work;

typedef struct rf_db_driver {
    const char *name;    /* in errors */
    bool        remote;  /* somebody else's answers are waited for */
    bool        id_is_float;
    /** A new connection; NULL with the reason. */
    void *(*open)(const char *target, char **error);
    void (*close)(void *connection);
    void (*work)(void *connection, rf_db_work *w);
    bool (*in_transaction)(void *connection);
    /** False when the connection is beyond use. NULL: it never is. */
    bool (*is_alive)(void *connection);
    /** Ends the work that another thread is doing; takes no time. NULL: it goes on. */
    void (*interrupt)(void *connection);
} rf_db_driver;

/** Notes why the work failed; a text as printf makes it. Only the first reason counts. */
void rf_db_fail(rf_db_work *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** A text from malloc, as printf makes it. */
char *rf_db_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
