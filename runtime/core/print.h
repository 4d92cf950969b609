#ifndef RUFF_CORE_PRINT_H
#define RUFF_CORE_PRINT_H

#include "core/text.h"

/** Adds what print shows of v (S-27). */
void rf_text_value(rf_text *t, rf_value v);

typedef enum rf_channel_no { RF_TO_STDOUT = 1, RF_TO_STDERR = 2 } rf_channel_no;
/** One line: the values joined by one space, written in one piece (C-5). */
void rf_print_line(rf_ctx *cx, rf_channel_no to, const rf_value *args, uint32_t count);
/** Writes bytes as they are, in one piece. */
void rf_write(rf_channel_no to, const char *at, size_t bytes);
/** Everything printed so far goes out. */
void rf_flush(void);

#endif
