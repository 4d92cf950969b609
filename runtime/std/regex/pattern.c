/* Compiled patterns, and the walk over matches: see pattern.h. */

#include "std/regex/pattern.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/string_ops.h"
#include "core/utf8.h"
#include "ruff/error.h"

enum {
    SETS        = 16,
    WAYS        = 4,        /* patterns whose hashes fall together */
    MOST_STEPS  = 10000000, /* of one match: some 25 ms */
    MOST_HEAP   = 64 << 10, /* KiB that one match may take */
    LEAST_STACK = 32 << 10,
    MOST_STACK  = 32 << 20, /* of compiled code; taken from the system as it is used */
    GROUPS      = 16        /* of a match at first */
};

/* What a form of the pattern is good for: texts of ASCII, or all. */
enum { FOR_ASCII, FOR_ALL, FORMS };

struct rf_pattern {
    char       *text; /* NULL: the place is free */
    size_t      len;
    uint64_t    hash;
    uint32_t    used; /* by the thread's clock */
    bool        made[FORMS];
    pcre2_code *code[FORMS]; /* NULL when the pattern is bad; both may be one */
    rf_re_name *names;
    uint32_t    name_count;
};

/* What a thread keeps. */
typedef struct shelf {
    rf_pattern             patterns[SETS][WAYS];
    uint32_t               clock;
    pcre2_compile_context *compile;
    pcre2_match_context   *match;
    pcre2_match_data      *data;
    uint32_t               groups; /* that fit into data */
    pcre2_jit_stack       *stack;
} shelf;

static pthread_once_t shelf_once = PTHREAD_ONCE_INIT;
static pthread_key_t  shelf_key;

static void *or_die(void *p)
{
    if (!p)
        rf_out_of_memory();
    return p;
}

/* ---- the shelf of a thread */

static void clear(rf_pattern *p)
{
    if (p->code[FOR_ALL] != p->code[FOR_ASCII])
        pcre2_code_free(p->code[FOR_ALL]);
    pcre2_code_free(p->code[FOR_ASCII]);
    free(p->names);
    free(p->text);
    *p = (rf_pattern){0};
}

static void remove_shelf(void *data)
{
    shelf *own = data;

    for (size_t i = 0; i < SETS * WAYS; i++)
        clear(&own->patterns[i / WAYS][i % WAYS]);
    pcre2_compile_context_free(own->compile);
    pcre2_match_context_free(own->match);
    pcre2_match_data_free(own->data);
    pcre2_jit_stack_free(own->stack);
    free(own);
}

static void make_key(void)
{
    if (pthread_key_create(&shelf_key, remove_shelf) != 0)
        rf_out_of_memory();
}

static shelf *new_shelf(void)
{
    shelf *own = or_die(calloc(1, sizeof *own));

    own->compile = or_die(pcre2_compile_context_create(NULL));
    own->match   = or_die(pcre2_match_context_create(NULL));
    own->groups  = GROUPS;
    own->data    = or_die(pcre2_match_data_create(GROUPS, NULL));
    own->stack   = pcre2_jit_stack_create(LEAST_STACK, MOST_STACK, NULL);
    pcre2_set_newline(own->compile, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(own->compile, 4000);
    pcre2_set_match_limit(own->match, MOST_STEPS);
    pcre2_set_heap_limit(own->match, MOST_HEAP);
    if (own->stack)
        pcre2_jit_stack_assign(own->match, NULL, own->stack);
    if (pthread_setspecific(shelf_key, own) != 0)
        rf_out_of_memory();
    return own;
}

static shelf *own_shelf(void)
{
    shelf *own;

    pthread_once(&shelf_once, make_key);
    own = pthread_getspecific(shelf_key);
    return own ? own : new_shelf();
}

/* ---- patterns */

static bool is_of(const rf_pattern *p, const rf_string *text, uint64_t hash)
{
    return p->text && p->hash == hash && p->len == (size_t)text->bytes &&
           memcmp(p->text, text->at, p->len) == 0;
}

rf_pattern *rf_pattern_of(rf_ctx *cx, const rf_string *text)
{
    shelf      *own  = own_shelf();
    uint64_t    hash = rf_string_hash(text);
    rf_pattern *row = own->patterns[hash % SETS], *p = row;

    (void)cx;
    own->clock++;
    for (size_t i = 0; i < WAYS; i++) {
        if (is_of(&row[i], text, hash)) {
            row[i].used = own->clock;
            return &row[i];
        }
        if (p->text && (!row[i].text || own->clock - row[i].used > own->clock - p->used))
            p = &row[i];
    }
    clear(p);
    p->text = or_die(malloc((size_t)text->bytes + 1));
    p->len  = (size_t)text->bytes;
    p->hash = hash;
    p->used = own->clock;
    memcpy(p->text, text->at, p->len);
    return p;
}

static pcre2_code *compile(const shelf *own, const rf_text *pattern, bool ascii)
{
    uint32_t    options = PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C;
    int         error;
    PCRE2_SIZE  offset;
    pcre2_code *code;

    options |= ascii ? PCRE2_NEVER_UTF : PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK;
    code = pcre2_compile((PCRE2_SPTR)pattern->at, pattern->len, options, &error, &offset,
                         own->compile);
    if (code) /* where there can be no such code, the slower way remains */
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
}

/* Translates the pattern and compiles what comes out. False: it names characters beyond ASCII, so
   that its form for ASCII would be wrong, and was not made. */
static bool make(rf_ctx *cx, const shelf *own, rf_pattern *p, int form)
{
    rf_text      out;
    rf_re_syntax s = {.at    = p->text,
                      .end   = p->text + p->len,
                      .out   = &out,
                      .flags = RF_RE_UNICODE,
                      .ascii = form == FOR_ASCII,
                      .plain = true};
    bool         good, fits;

    rf_text_init(&out, cx);
    good = rf_re_translate(&s);
    fits = s.plain || form == FOR_ALL;
    if (good && fits)
        p->code[form] = compile(own, &out, form == FOR_ASCII);
    rf_text_end(&out);
    free(p->names);
    p->names      = s.names;
    p->name_count = s.name_count;
    return !good || fits;
}

/* The pattern as code for texts of that form; NULL when it is bad. */
static pcre2_code *code_for(rf_ctx *cx, const shelf *own, rf_pattern *p, int form)
{
    if (p->made[form])
        return p->code[form];
    p->made[form] = true;
    if (!make(cx, own, p, form))
        p->code[form] = code_for(cx, own, p, FOR_ALL);
    return p->code[form];
}

bool rf_pattern_group(const rf_pattern *p, const char *name, size_t len, uint32_t *group)
{
    for (uint32_t i = 0; i < p->name_count; i++)
        if (p->names[i].len == len && memcmp(p->names[i].at, name, len) == 0) {
            *group = p->names[i].group;
            return true;
        }
    return false;
}

/* ---- matches */

/* Room for all groups of the pattern. */
static pcre2_match_data *data_for(shelf *own, const pcre2_code *code, uint32_t *groups)
{
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, groups);
    ++*groups;
    if (*groups > own->groups) {
        pcre2_match_data_free(own->data);
        own->data   = or_die(pcre2_match_data_create(*groups, NULL));
        own->groups = *groups;
    }
    return own->data;
}

void rf_matches_begin(rf_ctx *cx, rf_matches *m, const rf_string *text, const rf_string *pattern)
{
    shelf      *own  = own_shelf();
    rf_pattern *p    = rf_pattern_of(cx, pattern);
    int         form = text->bytes == text->length ? FOR_ASCII : FOR_ALL;

    *m      = (rf_matches){.pattern = p, .text = text, .last = SIZE_MAX};
    m->code = code_for(cx, own, p, form);
    if (m->code)
        m->data = data_for(own, m->code, &m->groups);
}

/* One search. Code that runs out of its stack is tried again without. */
static int search(const rf_matches *m)
{
    const shelf *own  = own_shelf();
    PCRE2_SPTR   text = (PCRE2_SPTR)m->text->at;
    size_t       size = (size_t)m->text->bytes;
    int n = pcre2_match(m->code, text, size, m->at, PCRE2_NO_UTF_CHECK, m->data, own->match);

    if (n == PCRE2_ERROR_JIT_STACKLIMIT)
        n = pcre2_match(m->code, text, size, m->at, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, m->data,
                        own->match);
    return n;
}

static bool search_on(rf_ctx *cx, rf_matches *m, const char *who)
{
    int n;

    if (m->at > (size_t)m->text->bytes)
        return false;
    n = search(m);
    if (n < 0 && n != PCRE2_ERROR_NOMATCH)
        rf_throw(cx, "%s: matching takes too many steps", who);
    if (n < 0)
        return false;
    m->from = pcre2_get_ovector_pointer(m->data)[0];
    m->to   = pcre2_get_ovector_pointer(m->data)[1];
    return true;
}

bool rf_matches_next(rf_ctx *cx, rf_matches *m, const char *who)
{
    if (!m->code || !search_on(cx, m, who))
        return false;
    if (m->from == m->to && m->to == m->last) {
        m->at += m->at < (size_t)m->text->bytes ? (size_t)rf_utf8_size(m->text->at[m->at]) : 1;
        if (!search_on(cx, m, who))
            return false;
    }
    m->at = m->last = m->to;
    return true;
}

void rf_matches_add_group(const rf_matches *m, rf_text *out, uint32_t n)
{
    const size_t *span = pcre2_get_ovector_pointer(m->data);

    if (n < m->groups && span[2 * n] != PCRE2_UNSET)
        rf_text_add(out, m->text->at + span[2 * n], span[2 * n + 1] - span[2 * n]);
}
