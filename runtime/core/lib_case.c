/* Built-in functions about upper and lower case and word forms. ASCII is done here; all else by
   libunistring with the full mappings of Unicode, which may change the length. */

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "core/heap.h"
#include "core/lib.h"

typedef uint8_t *(*mapping)(const uint8_t *s, size_t n, const char *language, uninorm_t form,
                            uint8_t *buffer, size_t *length);

/* Adds what `map` makes of the bytes. */
static void text_mapped(rf_text *t, const char *at, int64_t bytes, mapping map)
{
    size_t   n;
    uint8_t *out = map((const uint8_t *)at, (size_t)bytes, NULL, NULL, NULL, &n);

    if (!out && bytes != 0)
        rf_out_of_memory();
    rf_text_add(t, (const char *)out, n);
    free(out);
}

static char upper_ascii(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char lower_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The whole string mapped: one letter at a time when it is ASCII. */
static rf_value mapped(rf_ctx *cx, const rf_string *s, char (*letter)(char), mapping map)
{
    rf_text    t;
    rf_string *out;

    if (s->bytes == 0)
        return rf_from_object(rf_string_empty());
    if (s->bytes != s->length) {
        rf_text_init(&t, cx);
        text_mapped(&t, s->at, s->bytes, map);
        return rf_from_object(rf_text_take(&t));
    }
    out = rf_string_make(cx, s->bytes, s->length);
    for (int64_t i = 0; i < s->bytes; i++)
        out->at[i] = letter(s->at[i]);
    return rf_from_object(out);
}

rf_value rf_b_to_upper(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "to_upper() requires a string argument", a);
    return mapped(cx, rf_as_string(a), upper_ascii, u8_toupper);
}

rf_value rf_b_to_lower(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "to_lower() requires a string argument", a);
    return mapped(cx, rf_as_string(a), lower_ascii, u8_tolower);
}

/* The bytes in lower case. */
static void text_lower(rf_text *t, const char *at, int64_t bytes)
{
    int64_t i = 0;

    while (i < bytes && (unsigned char)at[i] < 0x80)
        i++;
    if (i < bytes) {
        text_mapped(t, at, bytes, u8_tolower);
        return;
    }
    for (i = 0; i < bytes; i++)
        rf_text_char(t, lower_ascii(at[i]));
}

/* The bytes with the first code point in upper case and the others in lower case. */
static void text_capitalized(rf_text *t, const char *at, int64_t bytes)
{
    int size;

    if (bytes == 0)
        return;
    size = rf_utf8_size(at[0]);
    if (size == 1)
        rf_text_char(t, upper_ascii(at[0]));
    else
        text_mapped(t, at, size, u8_toupper);
    text_lower(t, at + size, bytes - size);
}

rf_value rf_b_capitalize(rf_ctx *cx, rf_value a)
{
    rf_text t;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "capitalize() requires a string argument", a);
    rf_text_init(&t, cx);
    text_capitalized(&t, rf_as_string(a)->at, rf_as_string(a)->bytes);
    return rf_from_object(rf_text_take(&t));
}

/* A letter or number of any script. */
static bool is_alphanumeric(uint32_t rune)
{
    if (rune < 0x80)
        return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z') ||
               (rune >= 'A' && rune <= 'Z');
    return uc_is_property_alphabetic(rune) ||
           uc_is_general_category_withtable(rune, UC_CATEGORY_MASK_N);
}

static bool is_upper(uint32_t rune)
{
    return rune < 0x80 ? rune >= 'A' && rune <= 'Z' : uc_is_property_uppercase(rune);
}

/* ---- slugify */

/* The letters and digits of a text in lower case, with `-` for each white space and underscore. */
static void text_slug(rf_text *t, const char *at, int64_t bytes)
{
    int64_t i = 0;

    while (i < bytes) {
        int      size;
        uint32_t rune = rf_utf8_decode(at + i, &size);

        if (rune == '_' || rf_is_space(rune))
            rf_text_char(t, '-');
        else if (is_alphanumeric(rune))
            rf_text_add(t, at + i, (size_t)size);
        i += size;
    }
}

/* Adds the slug with each pair of hyphens made one and no hyphens at its ends. */
static void text_tidy(rf_text *t, const char *at, size_t len)
{
    size_t from, end;

    for (size_t i = 0; i < len; i++) {
        rf_text_char(t, at[i]);
        if (at[i] == '-' && i + 1 < len && at[i + 1] == '-')
            i++;
    }
    for (from = 0; from < t->len && t->at[from] == '-'; from++)
        continue;
    for (end = t->len; end > from && t->at[end - 1] == '-'; end--)
        continue;
    memmove(t->at, t->at + from, end - from);
    t->len = end - from;
}

rf_value rf_b_slugify(rf_ctx *cx, rf_value a)
{
    rf_text lower, slug, tidy;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "slugify() requires a string argument", a);
    rf_text_init(&lower, cx);
    rf_text_init(&slug, cx);
    rf_text_init(&tidy, cx);
    text_lower(&lower, rf_as_string(a)->at, rf_as_string(a)->bytes);
    text_slug(&slug, lower.at, (int64_t)lower.len);
    text_tidy(&tidy, slug.at, slug.len);
    rf_text_end(&lower);
    rf_text_end(&slug);
    return rf_from_object(rf_text_take(&tidy));
}

/* ---- word forms */

rf_value rf_b_to_camel_case(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_text          t;
    int64_t          at = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "to_camel_case() requires a string argument", a);
    s = rf_as_string(a);
    rf_text_init(&t, cx);
    while (at < s->bytes) {
        int64_t start = at;
        int     size  = 0;

        while (at < s->bytes && is_alphanumeric(rf_utf8_decode(s->at + at, &size)))
            at += size;
        if (at > start && t.len == 0)
            text_lower(&t, s->at + start, at - start);
        else
            text_capitalized(&t, s->at + start, at - start);
        if (at < s->bytes)
            at += size; /* the rune that ended the word */
    }
    return rf_from_object(rf_text_take(&t));
}

/* Words in lower case with `mark` between them: before an upper-case letter that does not follow
   another one, and for each space, hyphen and underscore. */
static rf_value marked_words(rf_ctx *cx, const rf_string *s, char mark)
{
    rf_text t;
    bool    after_upper = false;
    int64_t at          = 0;

    rf_text_init(&t, cx);
    while (at < s->bytes) {
        int      size;
        uint32_t rune  = rf_utf8_decode(s->at + at, &size);
        bool     upper = is_upper(rune);

        if (upper && t.len > 0 && !after_upper)
            rf_text_char(&t, mark);
        if (upper)
            text_lower(&t, s->at + at, size);
        else if (rune == ' ' || rune == '-' || rune == '_')
            rf_text_char(&t, mark);
        else if (is_alphanumeric(rune))
            rf_text_add(&t, s->at + at, (size_t)size);
        after_upper = upper;
        at += size;
    }
    return rf_from_object(rf_text_take(&t));
}

rf_value rf_b_to_snake_case(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "to_snake_case() requires a string argument", a);
    return marked_words(cx, rf_as_string(a), '_');
}

rf_value rf_b_to_kebab_case(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "to_kebab_case() requires a string argument", a);
    return marked_words(cx, rf_as_string(a), '-');
}
