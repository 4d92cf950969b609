#ifndef RUFF_TASK_TRACE_FILE_H
#define RUFF_TASK_TRACE_FILE_H

#include "task/party.h"

/* Writing the events of a timeline: see trace.h. */

/** A row of the timeline. RF_ROWS_BEGUN is none: it tells who has begun. */
typedef enum rf_rows { RF_ROWS_THREADS = 1, RF_ROWS_PARTIES, RF_ROWS_BEGUN, RF_ROWS_SORTS } rf_rows;
typedef struct rf_row {
    rf_rows sort;
    int64_t number;
} rf_row;

typedef struct rf_place {
    const rf_function *in;
    uint32_t           at; /* RF_AT; 0: nowhere */
} rf_place;

/** One end of an arrow; both have the same number. */
typedef struct rf_arrow {
    enum { RF_ARROW_NONE, RF_ARROW_START, RF_ARROW_MESSAGE } what;
    bool     leaves;
    uint64_t number;
} rf_arrow;

/** Names a row the first time; true then. */
bool rf_trace_name_row(rf_row row, const char *name, rf_place at);
/** Something takes time: until rf_trace_slice_end. Slices of a row lie within each other. */
void rf_trace_slice(rf_row row, const char *name, rf_place at, rf_arrow arrow);
void rf_trace_slice_end(rf_row row);
/** Something happens: "name", or "name of" that. */
void rf_trace_event(rf_row row, const char *name, const char *of, rf_place at, rf_arrow arrow);
/** 1, 2, 3, … */
uint32_t rf_trace_next_number(void);

#endif
