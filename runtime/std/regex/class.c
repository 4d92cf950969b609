/* Classes in brackets. Simple ones become one class of PCRE2; nested ones and the operators && --
   ~~ become alternatives and look-around that match one character each. */

#include <string.h>

#include "std/regex/syntax.h"

/* One pair of brackets being written. */
typedef struct set {
    size_t start;  /* of all of it */
    size_t part;   /* of what stands behind the last operator */
    int    parts;  /* alternatives of it */
    bool   open;   /* the last of them is a class that may take further items */
    bool   nested; /* one of them is no such class */
    char   op;     /* & - ~ that waits for its right operand, 0; the left one is start … part */
} set;

/* ---- alternatives */

static void close_class(rf_re_syntax *s, set *c)
{
    if (c->open)
        rf_text_char(s->out, ']');
    c->open = false;
}

/* Begins another alternative. */
static void next_part(rf_re_syntax *s, set *c)
{
    close_class(s, c);
    if (c->parts++ > 0)
        rf_text_char(s->out, '|');
}

/* Items may be written behind this. */
static void open_class(rf_re_syntax *s, set *c)
{
    if (c->open)
        return;
    next_part(s, c);
    rf_text_char(s->out, '[');
    c->open = true;
}

static void wrap(rf_re_syntax *s, size_t from, const char *open)
{
    rf_re_insert(s->out, from, open);
    rf_text_char(s->out, ')');
}

/* ---- operators */

/* A~~B from its operands: `A(?<!B)|B(?<!A)`. */
static void symmetric(rf_re_syntax *s, const set *c)
{
    rf_text both;
    size_t  a = c->part - c->start, b;

    rf_text_init(&both, s->out->cx);
    rf_text_add(&both, s->out->at + c->start, s->out->len - c->start);
    b           = both.len - a;
    s->out->len = c->part;
    rf_text_puts(s->out, "(?<!");
    rf_text_add(s->out, both.at + a, b);
    rf_text_puts(s->out, ")|");
    rf_text_add(s->out, both.at + a, b);
    rf_text_puts(s->out, "(?<!");
    rf_text_add(s->out, both.at, a);
    rf_text_char(s->out, ')');
    rf_text_end(&both);
}

/* Ends what stands behind the last operator: it becomes one operand, and with the left one the left
   one of the next. */
static void end_operand(rf_re_syntax *s, set *c)
{
    close_class(s, c);
    if (c->parts == 0)
        rf_text_puts(s->out, "[^\\s\\S]");
    if (c->parts > 1)
        wrap(s, c->part, "(?:");
    switch (c->op) {
    case '&':
        rf_re_insert(s->out, c->part, "(?<=");
        rf_text_char(s->out, ')');
        break;
    case '-':
        rf_re_insert(s->out, c->part, "(?<!");
        rf_text_char(s->out, ')');
        break;
    case '~':
        symmetric(s, c);
        break;
    default:
        break;
    }
    if (c->op)
        wrap(s, c->start, "(?:");
}

static void take_operator(rf_re_syntax *s, set *c, char op)
{
    end_operand(s, c);
    c->nested = true;
    c->op     = op;
    c->part   = s->out->len;
    c->parts  = 0;
}

/* ---- items */

/* [:alpha:] and its like mean ASCII. Takes it, and adds its parts. */
static bool posix_class(rf_re_syntax *s, set *c)
{
    static const struct {
        const char *name, *parts;
    } rows[] = {
        {"alnum:]", "0-9A-Za-z"},
        {"alpha:]", "A-Za-z"},
        {"ascii:]", "\\x00-\\x7f"},
        {"blank:]", "\\x09\\x20"},
        {"cntrl:]", "\\x00-\\x1f\\x7f"},
        {"digit:]", "0-9"},
        {"graph:]", "\\x21-\\x7e"},
        {"lower:]", "a-z"},
        {"print:]", "\\x20-\\x7e"},
        {"punct:]", "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e"},
        {"space:]", "\\x09-\\x0d\\x20"},
        {"upper:]", "A-Z"},
        {"word:]", "0-9A-Za-z_"},
        {"xdigit:]", "0-9A-Fa-f"},
    };
    const char *from = s->at;
    bool        is_not;

    if (!rf_re_accept(s, "[:"))
        return false;
    is_not = rf_re_accept(s, "^");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rf_re_accept(s, rows[i].name)) {
            if (is_not) {
                next_part(s, c);
                c->nested = true;
                rf_text_format(s->out, "[^%s]", rows[i].parts);
            } else {
                open_class(s, c);
                rf_text_puts(s->out, rows[i].parts);
            }
            return true;
        }
    s->at = from;
    return false;
}

/* A set such as \d among the items. */
static bool set_item(rf_re_syntax *s, set *c, const rf_re_escape *e)
{
    if (!rf_re_is_apart(s, e)) {
        open_class(s, c);
        return rf_re_write_item(s, e);
    }
    next_part(s, c);
    c->nested = true;
    return rf_re_write_set(s, e);
}

/* A character or set. */
static bool read_item(rf_re_syntax *s, rf_re_escape *e)
{
    uint32_t rune = rf_re_next(s);

    if (rune == '\\')
        return rf_re_read_escape(s, e) && e->sort != RF_RE_PLACE;
    *e = (rf_re_escape){.sort = RF_RE_RUNE, .rune = rune};
    return rune != RF_RE_END;
}

static bool is_range(rf_re_syntax *s)
{
    rf_re_syntax ahead = *s;

    if (!rf_re_accept(&ahead, "-"))
        return false;
    rf_re_skip(&ahead);
    return rf_re_peek(&ahead) != ']' && rf_re_peek(&ahead) != '-';
}

/* In bytes, without the flag u, only ASCII may be named. */
static bool may_name(const rf_re_syntax *s, uint32_t rune)
{
    return (s->flags & RF_RE_UNICODE) || rune < 0x80;
}

/* Behind the first character of a range: the other one. */
static bool read_last(rf_re_syntax *s, const rf_re_escape *first, rf_re_escape *last)
{
    rf_re_accept(s, "-");
    rf_re_skip(s);
    return read_item(s, last) && first->sort == RF_RE_RUNE && last->sort == RF_RE_RUNE &&
           first->rune <= last->rune;
}

/* One item, or a range of characters. */
static bool item(rf_re_syntax *s, set *c)
{
    rf_re_escape first, last;

    if (!read_item(s, &first))
        return false;
    rf_re_skip(s);
    last = first;
    if (is_range(s) && !read_last(s, &first, &last))
        return false;
    if (first.sort != RF_RE_RUNE)
        return set_item(s, c, &first);
    open_class(s, c);
    rf_re_write_rune(s, first.rune);
    if (first.rune != last.rune) {
        rf_text_char(s->out, '-');
        rf_re_write_rune(s, last.rune);
    }
    return may_name(s, last.rune);
}

/* ---- brackets */

/* `^`, hyphens and a `]` at the start. */
static bool begin(rf_re_syntax *s, set *c)
{
    bool is_not;

    rf_re_skip(s);
    is_not = rf_re_accept(s, "^");
    rf_re_skip(s);
    while (rf_re_accept(s, "-")) {
        open_class(s, c);
        rf_re_write_rune(s, '-');
        rf_re_skip(s);
    }
    if (c->parts == 0 && rf_re_accept(s, "]")) {
        open_class(s, c);
        rf_re_write_rune(s, ']');
    }
    return is_not;
}

/* The whole as one thing that matches one character. */
static bool finish(rf_re_syntax *s, set *c, bool is_not)
{
    bool many = c->parts > 1;

    end_operand(s, c);
    s->depth--;
    if (!is_not)
        return true;
    if (!c->nested && !many)
        rf_re_insert(s->out, c->start + 1, "^");
    else {
        wrap(s, c->start, "(?!");
        rf_text_puts(s->out, "(?s:.)");
        wrap(s, c->start, "(?:");
    }
    return (s->flags & RF_RE_UNICODE) != 0;
}

bool rf_re_class(rf_re_syntax *s)
{
    set  c = {.start = s->out->len, .part = s->out->len};
    bool is_not;

    if (!rf_re_enter(s))
        return false;
    is_not = begin(s, &c);
    for (;;) {
        rf_re_skip(s);
        if (posix_class(s, &c))
            continue;
        if (rf_re_accept(s, "]"))
            return finish(s, &c, is_not);
        if (rf_re_accept(s, "&&"))
            take_operator(s, &c, '&');
        else if (rf_re_accept(s, "--"))
            take_operator(s, &c, '-');
        else if (rf_re_accept(s, "~~"))
            take_operator(s, &c, '~');
        else if (rf_re_accept(s, "[")) {
            next_part(s, &c);
            c.nested = true;
            if (!rf_re_class(s))
                return false;
        } else if (!item(s, &c))
            return false;
    }
}
