/* Built-in functions between texts and arrays of texts: split, join, lines, words. */

#include <string.h>

#include "core/lib.h"
#include "core/print.h"
#include "ruff/iterate.h"

/* Appends the bytes from … to-1 of s. */
static rf_array *add_piece(rf_ctx *cx, rf_array *a, const rf_string *s, int64_t from, int64_t to)
{
    return rf_values_push(cx, a, rf_from_object(rf_string_cut(cx, s, from, to)));
}

/* An empty delimiter: an empty piece, every code point, an empty piece. */
static rf_array *split_runes(rf_ctx *cx, const rf_string *s)
{
    rf_array *a  = rf_array_new(cx, &rf_values_kind, s->length + 2);
    int64_t   at = 0;

    a = add_piece(cx, a, s, 0, 0);
    while (at < s->bytes)
        a = rf_values_push(cx, a, rf_from_object(rf_string_next(cx, s, &at)));
    return add_piece(cx, a, s, at, at);
}

rf_value rf_b_split(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *s, *by;
    rf_array        *out;
    int64_t          at = 0, hit;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "split() requires string and delimiter string arguments", a, b);
    s  = rf_as_string(a);
    by = rf_as_string(b);
    if (by->bytes == 0)
        return rf_from_object(split_runes(cx, s));
    out = rf_array_new(cx, &rf_values_kind, 4);
    while ((hit = rf_string_find(s, by, at)) >= 0) {
        out = add_piece(cx, out, s, at, hit);
        at  = hit + by->bytes;
    }
    return rf_from_object(add_piece(cx, out, s, at, s->bytes));
}

/* ---- loops over pieces

   `for w in split(s, by)`: each piece is made when the loop comes to it, and no array. What the loop goes
   over does not change; how far it is stands in the rf_loop: the byte where the next piece begins. */

typedef struct pieces {
    rf_object  head;
    rf_string *text, *by;
} pieces;

static void destroy_pieces(rf_ctx *cx, rf_object *o)
{
    rf_release_object(cx, ((pieces *)o)->text);
    rf_release_object(cx, ((pieces *)o)->by);
    rf_object_free(cx, o, sizeof(pieces));
}

static void share_pieces(rf_ctx *cx, rf_object *o)
{
    rf_share(cx, rf_from_object(((pieces *)o)->text));
    rf_share(cx, rf_from_object(((pieces *)o)->by));
}

static bool next_piece(rf_ctx *cx, rf_loop *l, rf_value *item)
{
    const pieces    *p    = (pieces *)l->over.as.o;
    const rf_string *s    = p->text;
    int64_t          from = l->at, to;

    if (from > s->bytes)
        return false;
    to    = rf_string_find(s, p->by, from);
    to    = to < 0 ? s->bytes : to;
    l->at = to + p->by->bytes; /* behind the last piece: beyond the end */
    *item = rf_from_object(rf_string_cut(cx, s, from, to));
    return true;
}

/* Where the next word begins, and where it ends. False: there is none. */
static bool find_word(const rf_string *s, int64_t *from, int64_t *to)
{
    int64_t at = *from, start = -1;
    int     size;

    for (; at < s->bytes; at += size) {
        bool space = rf_is_space(rf_utf8_decode(s->at + at, &size));

        if (space && start >= 0)
            break;
        start = space || start >= 0 ? start : at;
    }
    *from = start;
    *to   = at;
    return start >= 0;
}

static bool next_word(rf_ctx *cx, rf_loop *l, rf_value *item)
{
    const rf_string *s    = ((pieces *)l->over.as.o)->text;
    int64_t          from = l->at;

    if (!find_word(s, &from, &l->at))
        return false;
    *item = rf_from_object(rf_string_cut(cx, s, from, l->at));
    return true;
}

static const rf_kind split_kind = {
    .id = RF_K_OTHER, .type_name = "pieces", .destroy = destroy_pieces, .share = share_pieces, .next = next_piece};
static const rf_kind words_kind = {
    .id = RF_K_OTHER, .type_name = "pieces", .destroy = destroy_pieces, .share = share_pieces, .next = next_word};

static rf_value pieces_of(rf_ctx *cx, const rf_kind *kind, rf_value text, rf_string *by)
{
    pieces *p = rf_object_new(cx, sizeof *p, kind);

    p->text = (rf_string *)rf_copy(text).as.o;
    p->by   = by;
    rf_retain_object(by);
    return rf_from_object(p);
}

rf_value rf_split_loop(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!rf_is_string(a) || !rf_is_string(b) || b.as.s->bytes == 0)
        return rf_b_split(cx, a, b);
    return pieces_of(cx, &split_kind, a, b.as.s);
}

rf_value rf_words_loop(rf_ctx *cx, rf_value a)
{
    return rf_is_string(a) ? pieces_of(cx, &words_kind, a, rf_string_empty()) : rf_b_words(cx, a);
}

/* What join makes of an element: scalars as printed, the others in their short form. */
static void text_element(rf_text *t, rf_value v)
{
    if (rf_is_string(v) || rf_is_number(v) || v.tag == RF_BOOL)
        rf_text_value(t, v);
    else
        rf_text_short(t, v);
}

rf_value rf_b_join(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *all;
    rf_text         t;

    if (!rf_is_array(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "join() requires array and separator string arguments", a, b);
    all = rf_as_array(a);
    rf_text_init(&t, cx);
    for (int64_t i = 0; i < all->len; i++) {
        if (i > 0)
            rf_text_string(&t, rf_as_string(b));
        text_element(&t, rf_array_peek(all, i));
    }
    return rf_from_object(rf_text_take(&t));
}

rf_value rf_b_lines(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_array        *out;
    int64_t          at = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "lines() requires a string argument", a);
    s   = rf_as_string(a);
    out = rf_array_new(cx, &rf_values_kind, 4);
    while (at < s->bytes) {
        const char *end  = memchr(s->at + at, '\n', (size_t)(s->bytes - at));
        int64_t     stop = end ? end - s->at : s->bytes;
        int64_t     to   = end && stop > at && s->at[stop - 1] == '\r' ? stop - 1 : stop;

        out = add_piece(cx, out, s, at, to);
        at  = stop + 1;
    }
    return rf_from_object(out);
}

rf_value rf_b_words(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_array        *out;
    int64_t          from = 0, to = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "words() requires a string argument", a);
    s   = rf_as_string(a);
    out = rf_array_new(cx, &rf_values_kind, 4);
    for (; find_word(s, &from, &to); from = to)
        out = add_piece(cx, out, s, from, to);
    return rf_from_object(out);
}
