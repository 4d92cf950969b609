/* Methods of handles by table, and errors that leave where nobody waits for them. */

#include <string.h>

#include "core/start.h"
#include "gen/frame.h"
#include "ruff/error.h"
#include "ruff/string.h"

bool rf_name_is(const rf_string *name, const char *word)
{
    return strcmp(name->at, word) == 0;
}

static void throw_count(rf_ctx *cx, const rf_method_row *m, uint32_t got)
{
    if (m->least == m->most)
        rf_throw(cx, "%s expects %u arguments, got %u", m->name, m->least, got);
    else
        rf_throw(cx, "%s expects %u to %u arguments, got %u", m->name, m->least, m->most, got);
}

rf_value rf_call_row(rf_ctx *cx, const rf_method_row *rows, rf_value self, const rf_string *name,
                     const rf_value *args, uint32_t count)
{
    enum { MOST = 4 };
    rf_value all[MOST];

    for (; rows->name; rows++) {
        if (!rf_name_is(name, rows->name))
            continue;
        if (count < rows->least || count > rows->most) {
            throw_count(cx, rows, count);
            return rf_null;
        }
        if (count >= rows->most || rows->most > MOST)
            return rows->call(cx, self, args, count);
        for (uint32_t i = 0; i < MOST; i++)
            all[i] = i < count ? args[i] : rf_absent;
        return rows->call(cx, self, all, count);
    }
    return rf_absent;
}

void rf_report_stray(rf_ctx *cx)
{
    rf_error *e = rf_catch(cx, NULL);

    rf_report(cx, e);
    rf_release_object(cx, e);
    rf_stray_note();
}
