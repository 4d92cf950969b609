#ifndef RUFF_TASK_BLOCK_H
#define RUFF_TASK_BLOCK_H

#include "ruff/task.h"

/* For library functions that wait in the system: files, sockets, processes. Between the two calls
   the thread must not touch values of the script. Bodies that are ready in its lines are taken by
   others, and in a pool another thread takes its place (C-34). */

/** What a library function waits for: RF_IO_PEER is a wait for a new peer only (C-16: the end of
   the program does not wait for it, and it is no deadlock either). */
typedef enum rf_io { RF_IO_WORK, RF_IO_PEER } rf_io;

void rf_io_begin(rf_ctx *cx, rf_io what);
void rf_io_end(rf_ctx *cx, rf_io what);

/** Runs f, a native or other function, as an async body with these arguments (at most 8, borrowed):
   its promise, owned. For the async_ forms of library functions. */
rf_value rf_async_call(rf_ctx *cx, rf_value f, const rf_value *args, uint32_t count);

#endif
