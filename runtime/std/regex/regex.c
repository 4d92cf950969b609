/* regex_match, regex_find_all, regex_replace and regex_split. A bad pattern matches nothing. */

#include <string.h>

#include "core/lib.h"
#include "std/regex/pattern.h"

static rf_value refuse_two(rf_ctx *cx, const char *text, rf_value a, rf_value b)
{
    return RF_REFUSE(cx, text, a, b);
}

rf_value rf_b_regex_match(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_matches m;

    if (!rf_is_string(a) || !rf_is_string(b))
        return refuse_two(cx, "regex_match requires two string arguments (text, pattern)", a, b);
    rf_matches_begin(cx, &m, rf_as_string(a), rf_as_string(b));
    return rf_from_bool(rf_matches_next(cx, &m, "regex_match"));
}

/* Appends the bytes from … to-1 of the text. */
static rf_array *add_piece(rf_ctx *cx, rf_array *out, const rf_matches *m, size_t from, size_t to)
{
    return rf_values_push(cx, out,
                          rf_from_object(rf_string_cut(cx, m->text, (int64_t)from, (int64_t)to)));
}

/* The array, or nothing when matching has failed. */
static rf_value all_or_nothing(rf_ctx *cx, RF_OWN rf_array *out)
{
    if (!RF_FAILED(cx))
        return rf_from_object(out);
    rf_release_object(cx, out);
    return rf_null;
}

rf_value rf_b_regex_find_all(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_matches m;
    rf_array  *out;

    if (!rf_is_string(a) || !rf_is_string(b))
        return refuse_two(cx, "regex_find_all requires two string arguments (text, pattern)", a, b);
    rf_matches_begin(cx, &m, rf_as_string(a), rf_as_string(b));
    out = rf_array_new(cx, &rf_values_kind, 4);
    while (rf_matches_next(cx, &m, "regex_find_all"))
        out = add_piece(cx, out, &m, m.from, m.to);
    return all_or_nothing(cx, out);
}

rf_value rf_b_regex_split(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_matches m;
    rf_array  *out;
    size_t     from = 0;

    if (!rf_is_string(a) || !rf_is_string(b))
        return refuse_two(cx, "regex_split requires two string arguments (text, pattern)", a, b);
    rf_matches_begin(cx, &m, rf_as_string(a), rf_as_string(b));
    out = rf_array_new(cx, &rf_values_kind, 4);
    while (rf_matches_next(cx, &m, "regex_split")) {
        out  = add_piece(cx, out, &m, from, m.from);
        from = m.to;
    }
    return all_or_nothing(cx, add_piece(cx, out, &m, from, (size_t)m.text->bytes));
}

/* ---- templates */

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The group that a name of a template means; false: none. */
static bool find_group(const rf_matches *m, const char *name, size_t len, uint32_t *group)
{
    uint64_t number = 0;
    size_t   i      = 0;

    for (; i < len && name[i] >= '0' && name[i] <= '9' && number <= UINT32_MAX; i++)
        number = number * 10 + (uint64_t)(name[i] - '0');
    if (i < len || len == 0)
        return rf_pattern_group(m->pattern, name, len, group);
    *group = (uint32_t)number;
    return number <= UINT32_MAX;
}

/* $name or ${name} at `at`, which is a `$`: adds what the group matched. Answers the place behind
   it; where there is no name the `$` stands for itself. */
static const char *add_reference(rf_text *out, const rf_matches *m, const char *at, const char *end)
{
    bool        braces = at + 1 < end && at[1] == '{';
    const char *name = at + 1 + braces, *stop = name;
    uint32_t    group;

    while (stop < end && (braces ? *stop != '}' : is_name(*stop)))
        stop++;
    if (braces ? stop == end : stop == name) {
        rf_text_char(out, '$');
        return at + 1;
    }
    if (find_group(m, name, (size_t)(stop - name), &group))
        rf_matches_add_group(m, out, group);
    return stop + braces;
}

/* Adds the template with its references resolved. */
static void add_replacement(rf_text *out, const rf_matches *m, const rf_string *template)
{
    const char *at = template->at, *end = at + template->bytes, *sign;

    while ((sign = memchr(at, '$', (size_t)(end - at))) != NULL) {
        rf_text_add(out, at, (size_t)(sign - at));
        if (sign + 1 < end && sign[1] == '$') {
            rf_text_char(out, '$');
            at = sign + 2;
        } else {
            at = add_reference(out, m, sign, end);
        }
    }
    rf_text_add(out, at, (size_t)(end - at));
}

rf_value rf_b_regex_replace(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    rf_matches m;
    rf_text    out;
    size_t     from = 0;

    if (!rf_is_string(a) || !rf_is_string(b) || !rf_is_string(c))
        return RF_REFUSE(
            cx, "regex_replace requires three string arguments (text, pattern, replacement)", a, b,
            c);
    rf_matches_begin(cx, &m, rf_as_string(a), rf_as_string(b));
    rf_text_init(&out, cx);
    while (rf_matches_next(cx, &m, "regex_replace")) {
        rf_text_add(&out, m.text->at + from, m.from - from);
        add_replacement(&out, &m, rf_as_string(c));
        from = m.to;
    }
    if (RF_FAILED(cx)) {
        rf_text_end(&out);
        return rf_null;
    }
    if (from == 0 && out.len == 0)
        return rf_copy(a);
    rf_text_add(&out, m.text->at + from, (size_t)m.text->bytes - from);
    return rf_from_object(rf_text_take(&out));
}
