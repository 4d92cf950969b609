#ifndef RUFF_IO_FAILURE_H
#define RUFF_IO_FAILURE_H

/* Why something failed, told on threads that have no context: a text from malloc, which the caller frees.
   Functions that can fail answer one, or NULL when all went well. */

/** A text. */
char *rf_formatted(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** "TEXT: REASON (os error N)" from errno. */
char *rf_system_failure(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
