/* Paths as text: they need not exist. */

#define _GNU_SOURCE /* memrchr */

#include <string.h>

#include "std/file/file.h"

/* ---- join_path */

static void add_part(rf_text *t, const rf_string *part)
{
    if (part->bytes > 0 && part->at[0] == '/')
        t->len = 0;
    else if (t->len > 0 && t->at[t->len - 1] != '/')
        rf_text_char(t, '/');
    rf_text_string(t, part);
}

rf_value rf_b_join_path(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    rf_text t;

    if (count == 0) {
        rf_throw(cx, "join_path requires at least one string argument");
        return rf_null;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (rf_is_string(args[i]))
            continue;
        if (!rf_throw_if_error(cx, args[i]))
            rf_throw(cx, "join_path argument %u must be a string", i + 1);
        return rf_null;
    }
    rf_text_init(&t, cx);
    for (uint32_t i = 0; i < count; i++)
        add_part(&t, rf_as_string(args[i]));
    return rf_from_object(rf_text_take(&t));
}

/* ---- parts of a path */

typedef struct span {
    const char *at;
    size_t      size;
} span;

/* The path without what does not count at its end: slashes, and parts that are only a dot. */
static span trimmed(const rf_string *path)
{
    span s = {path->at, (size_t)path->bytes};

    for (;;) {
        if (s.size > 1 && s.at[s.size - 1] == '/')
            s.size--;
        else if (s.size > 1 && s.at[s.size - 1] == '.' && s.at[s.size - 2] == '/')
            s.size--;
        else
            return s;
    }
}

static span last_part(const rf_string *path)
{
    span        all   = trimmed(path);
    const char *slash = memrchr(all.at, '/', all.size);
    span        last  = all;

    if (slash) {
        last.at   = slash + 1;
        last.size = (size_t)(all.at + all.size - last.at);
    }
    if ((last.size == 2 && memcmp(last.at, "..", 2) == 0) || (last.size == 1 && last.at[0] == '.'))
        last.size = 0;
    return last;
}

static rf_value text_of(rf_ctx *cx, span s)
{
    return rf_from_object(rf_string_new(cx, s.at, (int64_t)s.size));
}

rf_value rf_b_dirname(rf_ctx *cx, rf_value path)
{
    span        all;
    const char *slash;

    if (!rf_is_string(path))
        return RF_REFUSE(cx, "dirname requires a string argument (path)", path);
    all = trimmed(rf_as_string(path));
    if (all.size == 0)
        return text_of(cx, (span){"/", 1});
    slash    = memrchr(all.at, '/', all.size);
    all.size = slash ? (size_t)(slash - all.at) : 0;
    if (slash == all.at)
        all.size = 1;
    while (all.size > 1 && all.at[all.size - 1] == '/')
        all.size--;
    return text_of(cx, all);
}

rf_value rf_b_basename(rf_ctx *cx, rf_value path)
{
    if (!rf_is_string(path))
        return RF_REFUSE(cx, "basename requires a string argument (path)", path);
    return text_of(cx, last_part(rf_as_string(path)));
}

rf_value rf_b_path_extension(rf_ctx *cx, rf_value path)
{
    span        last, none = {"", 0};
    const char *dot;

    if (!rf_is_string(path))
        return RF_REFUSE(cx, "path_extension requires a string argument (path)", path);
    last = last_part(rf_as_string(path));
    dot  = last.size > 0 ? memrchr(last.at, '.', last.size) : NULL;
    if (!dot || dot == last.at)
        return text_of(cx, none);
    return text_of(cx, (span){dot + 1, (size_t)(last.at + last.size - dot - 1)});
}
