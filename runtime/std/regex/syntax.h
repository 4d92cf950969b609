#ifndef RUFF_STD_REGEX_SYNTAX_H
#define RUFF_STD_REGEX_SYNTAX_H

#include "core/text.h"

/* Between the files that turn a script's regular expression, whose syntax is that of Rust's, into
   one of PCRE2: scan.c (reading and writing), translate.c (alternatives, groups, repetitions),
   class.c (brackets), escape.c (what a backslash begins), property.c (\p). Every function answers
   false when the pattern is no regular expression. */

/** Flags that a pattern may switch. */
enum {
    RF_RE_ANY_CASE = 1,  /* i */
    RF_RE_LINES    = 2,  /* m: ^ and $ at each line */
    RF_RE_ALL      = 4,  /* s: `.` is line ends too */
    RF_RE_LAZY     = 8,  /* U: repetitions are lazy, and greedy behind a `?` */
    RF_RE_SPACED   = 16, /* x: white space and # comments do not count */
    RF_RE_CRLF     = 32, /* R: \r\n ends a line too */
    RF_RE_UNICODE  = 64  /* u, from the start: \w \d \s \b speak of all scripts */
};

/** A group's name; the text belongs to the pattern. */
typedef struct rf_re_name {
    const char *at;
    size_t      len;
    uint32_t    group;
} rf_re_name;

/** A pattern on its way from one syntax to the other. */
typedef struct rf_re_syntax {
    const char *at, *end; /* what is left to read */
    rf_text    *out;
    uint32_t    flags;
    uint32_t    groups; /* capturing ones so far */
    int         depth;  /* groups and brackets around this place */
    bool        ascii;  /* for texts of ASCII: shorter and faster forms will do */
    bool        plain;  /* no character beyond ASCII is named so far */
    rf_re_name *names;  /* malloc'ed */
    uint32_t    name_count;
} rf_re_syntax;

/** What a backslash begins. */
typedef struct rf_re_escape {
    enum { RF_RE_RUNE, RF_RE_SET, RF_RE_PROPERTY, RF_RE_PLACE } sort;
    uint32_t rune;    /* RUNE: the character */
    char     letter;  /* SET: one of dDsSwW.  PROPERTY: p or P.  PLACE: A z b B, or s e S E for
                         start, end, start-half and end-half of a word */
    const char *name; /* PROPERTY */
    size_t      name_len;
} rf_re_escape;

/** Behind the end. */
#define RF_RE_END UINT32_MAX

/** The next code point, or RF_RE_END. */
uint32_t rf_re_peek(const rf_re_syntax *s);
/** Takes it. */
uint32_t rf_re_next(rf_re_syntax *s);
/** Takes the word if it stands here. */
bool rf_re_accept(rf_re_syntax *s, const char *word);
/** Pattern_White_Space of Unicode. */
bool rf_re_is_space(uint32_t rune);
/** Skips white space and comments where the flags say so. */
void rf_re_skip(rf_re_syntax *s);
/** One level deeper; false when that is too deep, or what was written too long. */
bool rf_re_enter(rf_re_syntax *s);

/** Puts text into what was written, at byte `at`. */
void rf_re_insert(rf_text *t, size_t at, const char *text);
/** Writes a character so that it stands for itself, inside brackets and outside. */
void rf_re_write_rune(rf_re_syntax *s, uint32_t rune);

/** Reads what stands behind a backslash. */
bool rf_re_read_escape(rf_re_syntax *s, rf_re_escape *e);
/** Writes a SET or PROPERTY as it stands outside brackets. */
bool rf_re_write_set(rf_re_syntax *s, const rf_re_escape *e);
/** Whether it can be no part of a class: what is not among the parts of \\w. */
bool rf_re_is_apart(const rf_re_syntax *s, const rf_re_escape *e);
/** Writes it as a part of a class. */
bool rf_re_write_item(rf_re_syntax *s, const rf_re_escape *e);
/** Writes a PLACE. */
bool rf_re_write_place(rf_re_syntax *s, const rf_re_escape *e);
/** Writes \p{name} or \P{name} in the spelling of PCRE2. */
bool rf_re_write_property(rf_re_syntax *s, const rf_re_escape *e);
/** What stands between [ and ], the first of them behind us. */
bool rf_re_class(rf_re_syntax *s);

/** Translates all of it. */
bool rf_re_translate(rf_re_syntax *s);

#endif
