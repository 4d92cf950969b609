#ifndef RUFF_STD_PROCESS_RESULT_H
#define RUFF_STD_PROCESS_RESULT_H

#include "core/lib.h"
#include "std/process/child.h"

/** How a child ended, as a ProcessResult: a struct with exitcode stdout stderr success timed_out
    stdout_truncated stderr_truncated. */
rf_value rf_process_result(rf_ctx *cx, const rf_outcome *o);

#endif
