#ifndef RUFF_STD_REGEX_PATTERN_H
#define RUFF_STD_REGEX_PATTERN_H

#include "std/regex/pcre.h"
#include "std/regex/syntax.h"

/* Compiled patterns. Each thread keeps the ones it used last: nothing is locked. */

/** A pattern in the cache of this thread; valid until the thread asks for the next one. */
typedef struct rf_pattern rf_pattern;

/** The pattern of that text. */
rf_pattern *rf_pattern_of(rf_ctx *cx, const rf_string *text);

/** The group of that name in the pattern that has been matched; false: there is none. */
bool rf_pattern_group(const rf_pattern *p, const char *name, size_t len, uint32_t *group);

/** A walk over the matches of a pattern in a text: none overlaps another, and none is empty where
    the one before it ended. */
typedef struct rf_matches {
    rf_pattern       *pattern;
    const rf_string  *text;
    pcre2_code       *code; /* NULL: the pattern is bad, nothing matches */
    pcre2_match_data *data;
    size_t            at;       /* where to search on */
    size_t            last;     /* where the last match ended */
    size_t            from, to; /* the match */
    uint32_t          groups;   /* how many of its groups, itself included, may be asked for */
} rf_matches;

/** Before the first match. The text is borrowed. */
void rf_matches_begin(rf_ctx *cx, rf_matches *m, const rf_string *text, const rf_string *pattern);
/** The next match; false when there is none, or with an error thrown: matching takes too long.
   `who` is the built-in that is called. */
bool rf_matches_next(rf_ctx *cx, rf_matches *m, const char *who);
/** Adds what group number n of the match has matched, nothing when it has not. */
void rf_matches_add_group(const rf_matches *m, rf_text *out, uint32_t n);

#endif
