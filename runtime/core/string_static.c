/* The strings that are never made: the empty one and those of one ASCII character. */

#include "core/string_ops.h"

#define ONE(c) {{RF_STATIC_COUNT, 0, &rf_string_kind}, 1, 1, 0, 0, {(char)(c), '\0'}}
#define FOUR(c) ONE(c), ONE((c) + 1), ONE((c) + 2), ONE((c) + 3)
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)

/* Their hashes are filled in when first asked for. */
rf_ascii_string rf_ascii_strings[128] = {SIXTEEN(0),  SIXTEEN(16), SIXTEEN(32), SIXTEEN(48),
                                         SIXTEEN(64), SIXTEEN(80), SIXTEEN(96), SIXTEEN(112)};

RF_STRING(empty, 0, "");

rf_string *rf_string_empty(void)
{
    return (rf_string *)&empty;
}
