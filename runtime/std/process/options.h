#ifndef RUFF_STD_PROCESS_OPTIONS_H
#define RUFF_STD_PROCESS_OPTIONS_H

#include "core/lib.h"

/* What the functions that run programs take. */

typedef struct rf_run_options {
    int64_t timeout_ms;
    size_t  most; /* bytes kept of each output */
    char  **env;  /* "NAME=VALUE" each; one block, for free() */
} rf_run_options;

/** The options of a call, absent: all as usual. False with an error thrown; then there is nothing to free. */
bool rf_run_options_take(rf_ctx *cx, const char *who, rf_value options, rf_run_options *o);

/** Texts as one block, NULL at the end: for free(). */
char **rf_texts_copy(const char *const *texts, size_t count);
/** An array of strings without NUL bytes as such a block; NULL with an error thrown. */
char **rf_words_take(rf_ctx *cx, const char *who, const rf_array *words);

#endif
