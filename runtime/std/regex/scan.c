/* Reading a regular expression character by character, and writing the one of PCRE2. */

#include <string.h>

#include "core/utf8.h"
#include "std/regex/syntax.h"

enum { DEEPEST = 250, LONGEST = 1 << 20 };

uint32_t rf_re_peek(const rf_re_syntax *s)
{
    int size;

    return s->at < s->end ? rf_utf8_decode(s->at, &size) : RF_RE_END;
}

uint32_t rf_re_next(rf_re_syntax *s)
{
    uint32_t rune;
    int      size;

    if (s->at == s->end)
        return RF_RE_END;
    rune = rf_utf8_decode(s->at, &size);
    s->at += size;
    return rune;
}

bool rf_re_accept(rf_re_syntax *s, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(s->end - s->at) < len || memcmp(s->at, word, len) != 0)
        return false;
    s->at += len;
    return true;
}

bool rf_re_is_space(uint32_t rune)
{
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0x200e ||
           rune == 0x200f || rune == 0x2028 || rune == 0x2029;
}

void rf_re_skip(rf_re_syntax *s)
{
    while ((s->flags & RF_RE_SPACED) && s->at < s->end) {
        if (*s->at == '#')
            while (s->at < s->end && *s->at != '\n')
                s->at++;
        else if (rf_re_is_space(rf_re_peek(s)))
            rf_re_next(s);
        else
            return;
    }
}

bool rf_re_enter(rf_re_syntax *s)
{
    return ++s->depth <= DEEPEST && s->out->len <= LONGEST;
}

void rf_re_insert(rf_text *t, size_t at, const char *text)
{
    size_t len = strlen(text), behind = t->len - at;

    rf_text_puts(t, text);
    memmove(t->at + at + len, t->at + at, behind);
    memcpy(t->at + at, text, len);
}

void rf_re_write_rune(rf_re_syntax *s, uint32_t rune)
{
    bool is_word = (rune >= '0' && rune <= '9') || (rune >= 'A' && rune <= 'Z') ||
                   (rune >= 'a' && rune <= 'z') || rune == '_';

    if (rune >= 0x80)
        s->plain = false;
    if (rune < ' ' || rune == 0x7f) {
        rf_text_format(s->out, "\\x{%x}", rune);
        return;
    }
    if (rune < 0x80 && !is_word)
        rf_text_char(s->out, '\\');
    rf_text_rune(s->out, rune);
}
