#ifndef RUFF_STD_JSON_READER_H
#define RUFF_STD_JSON_READER_H

#include "core/lib.h"
#include "std/json/scan.h"

/* Between the files of the JSON reader: read.c goes over the text, string.c and number.c read what they are
   called after. The text ends with NUL, which belongs to no JSON outside strings: nothing else asks for the end. */

enum { RF_JSON_KEYS = 64, RF_JSON_FIRST = 64 };

typedef struct rf_json_reader {
    rf_ctx     *cx;
    const char *start, *p, *end;
    int         depth;
    bool        too_deep;
    const char *what; /* why the text is no JSON; then p is behind the byte that shows it */
    int64_t     count, room; /* finished parts of the containers that are open */
    rf_value   *at;
    rf_value    first[RF_JSON_FIRST];
    rf_string  *keys[RF_JSON_KEYS]; /* key strings by their text: records share theirs */
} rf_json_reader;

/** Notes why the text is no JSON, shown by the byte at p (or by its end there). Always answers RF_ABSENT. */
RF_COLD rf_value rf_json_fail(rf_json_reader *r, const char *p, const char *what);

/** The number that begins at p. */
rf_value rf_json_number(rf_json_reader *r);
/** The string behind the quote at p; NULL after rf_json_fail. */
rf_string *rf_json_string(rf_json_reader *r);
/** The same for a key: one object for each text, as far as the cache reaches. */
rf_string *rf_json_key(rf_json_reader *r);

#endif
