/* What a backslash begins in a regular expression: characters, sets of characters, places. */

#include <string.h>

#include "std/regex/syntax.h"

/* The letters, digits and marks that \w stands for, as parts of a class. */
#define WORD "0-9A-Za-z_\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}"
#define WORD_ASCII "0-9A-Za-z_"

/* ---- reading */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The digits of \x7f \u007f \U0000007f, or of \x{7f} and so on. */
static bool read_hex(rf_re_syntax *s, int digits, uint32_t *rune)
{
    bool braces = rf_re_accept(s, "{");
    int  count  = 0;

    *rune = 0;
    for (; s->at < s->end && hex_digit(*s->at) >= 0 && (braces || count < digits); s->at++) {
        *rune = *rune << 4 | (uint32_t)hex_digit(*s->at);
        if (++count > 8)
            return false;
    }
    if (braces ? count == 0 || !rf_re_accept(s, "}") : count < digits)
        return false;
    if (!(s->flags & RF_RE_UNICODE) && *rune >= 0x80)
        return false; /* a byte, and half of a character */
    return *rune < 0xd800 || (*rune > 0xdfff && *rune <= 0x10ffff);
}

/* \pL or \p{Name}. */
static bool read_property(rf_re_syntax *s, rf_re_escape *e)
{
    const char *close;

    if (!rf_re_accept(s, "{")) {
        e->name = s->at;
        if (rf_re_next(s) == RF_RE_END)
            return false;
        e->name_len = (size_t)(s->at - e->name);
        return true;
    }
    close = memchr(s->at, '}', (size_t)(s->end - s->at));
    if (!close)
        return false;
    e->name     = s->at;
    e->name_len = (size_t)(close - s->at);
    s->at       = close + 1;
    return true;
}

/* Behind \b: {start} and its like; other braces are a repetition. */
static bool read_word_place(rf_re_syntax *s, rf_re_escape *e)
{
    static const struct {
        const char *word;
        char        letter;
    } rows[] = {{"{start}", 's'}, {"{end}", 'e'}, {"{start-half}", 'S'}, {"{end-half}", 'E'}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rf_re_accept(s, rows[i].word)) {
            e->letter = rows[i].letter;
            return true;
        }
    return true;
}

static bool rune(rf_re_escape *e, uint32_t value)
{
    e->sort = RF_RE_RUNE;
    e->rune = value;
    return true;
}

static bool read_letter(rf_re_syntax *s, rf_re_escape *e)
{
    switch (e->letter) {
    case 'a':
        return rune(e, '\a');
    case 'f':
        return rune(e, '\f');
    case 'n':
        return rune(e, '\n');
    case 'r':
        return rune(e, '\r');
    case 't':
        return rune(e, '\t');
    case 'v':
        return rune(e, '\v');
    case 'x':
        return rune(e, 0) && read_hex(s, 2, &e->rune);
    case 'u':
        return rune(e, 0) && read_hex(s, 4, &e->rune);
    case 'U':
        return rune(e, 0) && read_hex(s, 8, &e->rune);
    case 'p':
    case 'P':
        e->sort = RF_RE_PROPERTY;
        return read_property(s, e);
    case 'b':
        e->sort = RF_RE_PLACE;
        return read_word_place(s, e);
    default:
        e->sort = strchr("dDsSwW", e->letter) ? RF_RE_SET : RF_RE_PLACE;
        return strchr("dDsSwWAzB", e->letter) != NULL;
    }
}

bool rf_re_read_escape(rf_re_syntax *s, rf_re_escape *e)
{
    uint32_t c = rf_re_next(s);

    *e = (rf_re_escape){.letter = (char)c};
    if (c >= 0x80 || (c >= '0' && c <= '9'))
        return false; /* back-references among them */
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return read_letter(s, e);
    if (c != '<' && c != '>')
        return rune(e, c);
    e->sort   = RF_RE_PLACE;
    e->letter = c == '<' ? 's' : 'e';
    return true;
}

/* ---- sets */

/* The set of a letter as parts of a class; NULL: there is none, it would match half characters. */
static const char *parts_of(const rf_re_syntax *s, char letter)
{
    bool all = (s->flags & RF_RE_UNICODE) && !s->ascii;

    if (!(s->flags & RF_RE_UNICODE) && letter < 'a')
        return NULL;
    switch (letter) {
    case 'd':
        return all ? "\\p{Nd}" : "0-9";
    case 'D':
        return all ? "\\P{Nd}" : "\\D";
    case 's':
        return all ? "\\p{White_Space}" : "\\x09-\\x0d\\x20";
    case 'S':
        return all ? "\\P{White_Space}" : "\\S";
    case 'w':
        return all ? WORD : WORD_ASCII;
    default:
        return all ? WORD : "\\W";
    }
}

bool rf_re_is_apart(const rf_re_syntax *s, const rf_re_escape *e)
{
    return e->sort == RF_RE_SET && e->letter == 'W' && !s->ascii;
}

bool rf_re_write_item(rf_re_syntax *s, const rf_re_escape *e)
{
    const char *parts;

    if (e->sort == RF_RE_PROPERTY)
        return rf_re_write_property(s, e);
    parts = parts_of(s, e->letter);
    if (parts)
        rf_text_puts(s->out, parts);
    return parts != NULL;
}

bool rf_re_write_set(rf_re_syntax *s, const rf_re_escape *e)
{
    rf_text_puts(s->out, rf_re_is_apart(s, e) ? "[^" : "[");
    if (!rf_re_write_item(s, e))
        return false;
    rf_text_char(s->out, ']');
    return true;
}

/* ---- places */

/* Writes an assertion about the character before or behind: `(?<=` [word] `)`. */
static void write_side(rf_re_syntax *s, const char *open)
{
    bool all = (s->flags & RF_RE_UNICODE) && !s->ascii;

    rf_text_puts(s->out, open);
    rf_text_puts(s->out, all ? "[" WORD "])" : "[" WORD_ASCII "])");
}

/* Where a word begins or ends: two sides differ, or for \B they are alike. */
static void write_boundary(rf_re_syntax *s, bool differ)
{
    if (s->ascii) {
        rf_text_puts(s->out, differ ? "\\b" : "\\B");
        return;
    }
    rf_text_puts(s->out, "(?:");
    write_side(s, "(?<=");
    write_side(s, differ ? "(?!" : "(?=");
    rf_text_char(s->out, '|');
    write_side(s, "(?<!");
    write_side(s, differ ? "(?=" : "(?!");
    rf_text_char(s->out, ')');
}

bool rf_re_write_place(rf_re_syntax *s, const rf_re_escape *e)
{
    switch (e->letter) {
    case 'A':
        rf_text_puts(s->out, "\\A");
        return true;
    case 'z':
        rf_text_puts(s->out, "\\z");
        return true;
    case 'b':
        write_boundary(s, true);
        return true;
    case 'B':
        write_boundary(s, false);
        return true;
    case 's':
    case 'S':
        write_side(s, "(?<!");
        if (e->letter == 's')
            write_side(s, "(?=");
        return true;
    default:
        if (e->letter == 'e')
            write_side(s, "(?<=");
        write_side(s, "(?!");
        return true;
    }
}
