#ifndef RUFF_STD_DB_ROWS_H
#define RUFF_STD_DB_ROWS_H

#include "ruff/abi.h"

/* The rows of a query on their way from the library of the database to values of the script: cell behind
   cell in one block of memory. */

typedef enum rf_db_type { RF_DB_NULL, RF_DB_BOOL, RF_DB_INT, RF_DB_FLOAT, RF_DB_TEXT, RF_DB_BYTES } rf_db_type;

typedef struct rf_db_rows {
    char    *at;
    size_t   size, room;
    uint32_t columns; /* the first cells are texts: their names */
    int64_t  count;   /* rows behind the names */
} rf_db_rows;

void rf_db_add_null(rf_db_rows *r);
void rf_db_add_bool(rf_db_rows *r, bool b);
void rf_db_add_int(rf_db_rows *r, int64_t i);
void rf_db_add_float(rf_db_rows *r, double d);
/** A text, or bytes; text that is no UTF-8 becomes bytes. */
void rf_db_add_text(rf_db_rows *r, const char *at, size_t size);
void rf_db_add_bytes(rf_db_rows *r, const void *at, size_t size);
/** A number in decimal digits: an int if it is written as one and fits, else a float. */
void rf_db_add_decimal(rf_db_rows *r, const char *at, size_t size);

/** The rows as an array of dicts; of columns with the same name the last one counts. */
rf_value rf_db_rows_value(rf_ctx *cx, const rf_db_rows *r);
void     rf_db_rows_drop(rf_db_rows *r);

#endif
