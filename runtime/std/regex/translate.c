/* Regular expressions of Rust's syntax as ones of PCRE2: alternatives, groups, flags, repetitions.
   What PCRE2 knows beyond that syntax (look-around, back-references, possessive and atomic groups,
   verbs, recursion) never gets through: it is read as what it means here, or refused. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "std/regex/syntax.h"

enum { MOST_REPEATS = 65535 };

/* ---- repetitions */

/* What was just written, and what may be done with it. */
typedef struct atom {
    size_t from;
    enum { NOTHING, ATOM, GROUPED } sort; /* no repetition fits; one fits; one fits a group of it */
} atom;

static void wrap(rf_re_syntax *s, size_t from)
{
    rf_re_insert(s->out, from, "(?:");
    rf_text_char(s->out, ')');
}

/* A number with white space around it. */
static bool read_count(rf_re_syntax *s, uint32_t *count)
{
    bool any = false;

    *count = 0;
    while (s->at < s->end && rf_re_is_space(rf_re_peek(s)))
        rf_re_next(s);
    for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
        *count = *count * 10 + (uint32_t)(*s->at - '0');
        any    = true;
        if (*count > MOST_REPEATS)
            return false;
    }
    while (s->at < s->end && rf_re_is_space(rf_re_peek(s)))
        rf_re_next(s);
    return any;
}

/* {n}, {n,} or {n,m}, behind the brace. */
static bool counted(rf_re_syntax *s)
{
    uint32_t least, most;

    if (!read_count(s, &least))
        return false;
    rf_text_format(s->out, "{%u", least);
    if (rf_re_accept(s, ",")) {
        rf_text_char(s->out, ',');
        rf_re_skip(s);
        if (rf_re_peek(s) != '}') {
            if (!read_count(s, &most) || most < least)
                return false;
            rf_text_format(s->out, "%u", most);
        }
    }
    rf_text_char(s->out, '}');
    return rf_re_accept(s, "}");
}

/* The repetitions behind an atom. Each may be repeated again: `a++` is (?:a+)+. */
static bool repetitions(rf_re_syntax *s, atom a)
{
    for (;;) {
        uint32_t sign;
        bool     lazy;

        rf_re_skip(s);
        sign = rf_re_peek(s);
        if (sign != '*' && sign != '+' && sign != '?' && sign != '{')
            return true;
        if (a.sort == NOTHING)
            return false;
        if (a.sort == GROUPED)
            wrap(s, a.from);
        rf_re_next(s);
        if (sign != '{')
            rf_text_char(s->out, (char)sign);
        else if (!counted(s))
            return false;
        lazy = rf_re_accept(s, "?");
        if (lazy != ((s->flags & RF_RE_LAZY) != 0))
            rf_text_char(s->out, '?');
        a.sort = GROUPED;
    }
}

/* ---- flags */

/* The flags that PCRE2 knows by the same letters. */
static const struct {
    char     letter;
    uint32_t bit;
    bool     known;
} flag_rows[] = {
    {'i', RF_RE_ANY_CASE, true}, {'m', RF_RE_LINES, true},   {'s', RF_RE_ALL, true},
    {'U', RF_RE_LAZY, false},    {'x', RF_RE_SPACED, false}, {'R', RF_RE_CRLF, false},
    {'u', RF_RE_UNICODE, false},
};
enum { FLAG_ROWS = sizeof flag_rows / sizeof *flag_rows };

static uint32_t flag_of(uint32_t letter)
{
    for (size_t i = 0; i < FLAG_ROWS; i++)
        if ((uint32_t)flag_rows[i].letter == letter)
            return flag_rows[i].bit;
    return 0;
}

/* Reads up to ':' or ')' and takes that too: `closes`. *count says how many letters there were. */
static bool read_flags(rf_re_syntax *s, uint32_t *flags, int *count, bool *closes)
{
    uint32_t seen = 0, c;
    bool     off = false, dangling = false;

    *flags = s->flags;
    *count = 0;
    while ((c = rf_re_next(s)) != ':' && c != ')') {
        uint32_t bit = flag_of(c);

        if (c == '-' ? off : (bit == 0 || (seen & bit)))
            return false;
        dangling = c == '-';
        off      = off || dangling;
        seen |= bit;
        *flags = off ? *flags & ~bit : *flags | bit;
        *count += 1;
    }
    *closes = c == ')';
    return !dangling;
}

/* Whether one changes that PCRE2 knows too. */
static bool changes(uint32_t old, uint32_t new)
{
    return ((old ^ new) & (RF_RE_ANY_CASE | RF_RE_LINES | RF_RE_ALL)) != 0;
}

/* What changes among those, as i-m. */
static void write_flags(rf_re_syntax *s, uint32_t old, uint32_t new)
{
    bool off = false;

    for (size_t i = 0; i < FLAG_ROWS; i++)
        if (flag_rows[i].known && (new & ~old &flag_rows[i].bit))
            rf_text_char(s->out, flag_rows[i].letter);
    for (size_t i = 0; i < FLAG_ROWS; i++)
        if (flag_rows[i].known && (old & ~new &flag_rows[i].bit)) {
            if (!off)
                rf_text_char(s->out, '-');
            off = true;
            rf_text_char(s->out, flag_rows[i].letter);
        }
}

/* ---- groups */

static bool alternatives(rf_re_syntax *s);

static bool is_name_rune(uint32_t rune, bool first)
{
    if (rune == '_' || (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
        (rune >= 0x80 && rune != RF_RE_END))
        return true;
    return !first && ((rune >= '0' && rune <= '9') || rune == '.' || rune == '[' || rune == ']');
}

/* A group's name up to the '>'. Group numbers do for PCRE2. */
static bool read_name(rf_re_syntax *s)
{
    const char *from = s->at;
    size_t      len;
    void       *grown;

    while (is_name_rune(rf_re_peek(s), s->at == from))
        rf_re_next(s);
    len = (size_t)(s->at - from);
    if (len == 0 || !rf_re_accept(s, ">"))
        return false;
    for (uint32_t i = 0; i < s->name_count; i++)
        if (s->names[i].len == len && memcmp(s->names[i].at, from, len) == 0)
            return false;
    grown = realloc(s->names, (s->name_count + 1) * sizeof *s->names);
    if (!grown)
        rf_out_of_memory();
    s->names                  = grown;
    s->names[s->name_count++] = (rf_re_name){from, len, s->groups + 1};
    return true;
}

/* The rest of a group behind what opens it; its flags end with it. */
static bool group_body(rf_re_syntax *s, uint32_t outer_flags)
{
    if (!rf_re_enter(s) || !alternatives(s) || !rf_re_accept(s, ")"))
        return false;
    rf_text_char(s->out, ')');
    s->flags = outer_flags;
    s->depth--;
    return true;
}

static bool capture(rf_re_syntax *s)
{
    s->groups++;
    rf_text_char(s->out, '(');
    return group_body(s, s->flags);
}

/* Behind `(?`: flags for the rest of the group around, or a group that does not capture. */
static bool flags_group(rf_re_syntax *s, atom *a)
{
    uint32_t outer = s->flags, flags;
    int      count;
    bool     closes;

    if (!read_flags(s, &flags, &count, &closes) || (closes && count == 0))
        return false;
    a->sort = closes ? NOTHING : ATOM;
    if (closes && !changes(outer, flags)) {
        s->flags = flags;
        return true;
    }
    rf_text_puts(s->out, "(?");
    write_flags(s, outer, flags);
    rf_text_char(s->out, closes ? ')' : ':');
    s->flags = flags;
    return closes || group_body(s, outer);
}

/* Behind `(`. */
static bool group(rf_re_syntax *s, atom *a)
{
    rf_re_skip(s);
    if (!rf_re_accept(s, "?"))
        return capture(s);
    if (rf_re_accept(s, "P<") || rf_re_accept(s, "<"))
        return read_name(s) && capture(s);
    return flags_group(s, a);
}

/* ---- single things */

/* Without the flag u a thing that matches half of a character is no regular expression for text. */
static bool dot(rf_re_syntax *s)
{
    bool both = (s->flags & RF_RE_CRLF) && !(s->flags & RF_RE_ALL);

    rf_text_puts(s->out, both ? "[^\\r\\n]" : ".");
    return (s->flags & RF_RE_UNICODE) != 0;
}

/* ^ and $; PCRE2 is told to take `$` for the very end. */
static void edge(rf_re_syntax *s, char sign)
{
    bool both = (s->flags & RF_RE_CRLF) && (s->flags & RF_RE_LINES);

    if (!both)
        rf_text_char(s->out, sign);
    else
        rf_text_puts(s->out,
                     sign == '^' ? "(?:^|(?<=\\r)(?!\\n))" : "(?:(?=\\r)|(?<!\\r)(?=\\n)|\\z)");
}

static bool escaped(rf_re_syntax *s, atom *a)
{
    rf_re_escape e;

    if (!rf_re_read_escape(s, &e))
        return false;
    switch (e.sort) {
    case RF_RE_RUNE:
        rf_re_write_rune(s, e.rune);
        return true;
    case RF_RE_SET:
    case RF_RE_PROPERTY:
        return rf_re_write_set(s, &e);
    case RF_RE_PLACE:
        a->sort = GROUPED;
        return rf_re_write_place(s, &e);
    }
    return false;
}

/* One thing that may be repeated. */
static bool single(rf_re_syntax *s, atom *a)
{
    uint32_t rune = rf_re_next(s);

    *a = (atom){s->out->len, ATOM};
    switch (rune) {
    case '(':
        return group(s, a);
    case '[':
        return rf_re_class(s);
    case '\\':
        return escaped(s, a);
    case '.':
        return dot(s);
    case '^':
    case '$':
        a->sort = GROUPED;
        edge(s, (char)rune);
        return true;
    case '*':
    case '+':
    case '?':
    case '{':
        return false;
    default:
        rf_re_write_rune(s, rune);
        return true;
    }
}

/* Up to a ')' that closes a group around, or the end. */
static bool alternatives(rf_re_syntax *s)
{
    atom a;

    for (;;) {
        rf_re_skip(s);
        if (s->at == s->end || *s->at == ')')
            return true;
        if (rf_re_accept(s, "|")) {
            rf_text_char(s->out, '|');
            continue;
        }
        if (!single(s, &a) || !repetitions(s, a))
            return false;
    }
}

bool rf_re_translate(rf_re_syntax *s)
{
    return alternatives(s) && s->at == s->end;
}
