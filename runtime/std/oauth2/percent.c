/* Fields of queries and forms: see percent.h. */

#include "std/oauth2/percent.h"

#include <ctype.h>
#include <string.h>

static bool stays(char c)
{
    return isascii((unsigned char)c) && (isalnum((unsigned char)c) || (c != '\0' && strchr("-_.~", c)));
}

void rf_text_field(rf_text *t, const char *name, const rf_string *value)
{
    rf_text_format(t, "%s=", name);
    for (int64_t i = 0; i < value->bytes; i++) {
        if (stays(value->at[i]))
            rf_text_char(t, value->at[i]);
        else
            rf_text_format(t, "%%%02X", (unsigned char)value->at[i]);
    }
}
