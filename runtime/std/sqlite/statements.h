#ifndef RUFF_STD_SQLITE_STATEMENTS_H
#define RUFF_STD_SQLITE_STATEMENTS_H

#include <sqlite3.h>

#include "std/db/driver.h"

/* A connection, and the statements that were prepared on it last: texts come again and again. */

enum { RF_SQLITE_KEPT = 64 };

typedef struct rf_sqlite_kept {
    char         *sql;
    size_t        size;
    uint64_t      hash;
    sqlite3_stmt *statement; /* NULL: a free place */
    uint64_t      used;      /* when it was used last */
} rf_sqlite_kept;

typedef struct rf_sqlite {
    sqlite3       *db;
    uint64_t       clock;
    rf_sqlite_kept kept[RF_SQLITE_KEPT];
} rf_sqlite;

/** The statement of the work's text, ready for its parameters; it stays the connection's. NULL: the work has
    failed. */
sqlite3_stmt *rf_sqlite_prepare(rf_sqlite *s, rf_db_work *w);
/** Gives all statements back. */
void rf_sqlite_forget(rf_sqlite *s);

#endif
