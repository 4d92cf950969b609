/* What the text of a body mentions, and where its variables can be declared. In: the body, written
   already.  Out: a Mention for each register; labels that are jumped to.
   Registers that were folded into expressions or whose instructions were dropped are not mentioned.
 */

#include "emit/function.h"

/* ---- the text ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Where a comment or string that starts at i ends; i itself if none does. */
static size_t skip_text(Text body, size_t i)
{
    if (body.at[i] == '"') {
        for (i++; i < body.len && body.at[i] != '"'; i++)
            i += body.at[i] == '\\';
        return i + 1 < body.len ? i + 1 : body.len;
    }
    if (body.at[i] != '/' || i + 1 == body.len || body.at[i + 1] != '*')
        return i;
    for (i += 2; i + 1 < body.len && (body.at[i] != '*' || body.at[i + 1] != '/'); i++) {
    }
    return i + 2 < body.len ? i + 2 : body.len;
}

static bool stands_at(Text body, size_t i, const char *s)
{
    size_t n = strlen(s);

    return i + n <= body.len && memcmp(body.at + i, s, n) == 0;
}

bool has_word(Text body, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= body.len; i++)
        if (skip_text(body, i) != i)
            i = skip_text(body, i) - 1;
        else if (stands_at(body, i, word) && (i == 0 || !is_word(body.at[i - 1])) &&
                 (i + n == body.len || !is_word(body.at[i + n])))
            return true;
    return false;
}

/* ---- the scan ---- */

typedef struct Jump {
    Text   label;
    size_t at;
} Jump;

typedef struct Scan {
    Emit     *e;
    Text      body;
    uint32_t *slots; /* registers by the hash of their names */
    size_t    room;
    size_t    line, first; /* where the line starts, and its text behind the blanks */
    size_t    above;       /* the #line in front of it, or the line */
    char      before;      /* the last character of the line before */
    uint32_t  blocks;      /* how many were opened */
    VEC(uint32_t) open;    /* the numbers of those that are open */
    VEC(Jump) jumps;       /* the first one to each label */
    VEC(size_t) labels;    /* for each label that was passed: where the first jump to it stands */
} Scan;

static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = 5381;

    for (size_t i = 0; i < n; i++)
        h = h * 33 + (unsigned char)s[i];
    return h;
}

static void index_names(Scan *s)
{
    RegId count = (RegId)s->e->f->regs.len;

    for (s->room = 64; s->room < count * 2 + 2;)
        s->room *= 2;
    s->slots = ARENA_ARRAY(&s->e->c->arena, uint32_t, s->room);
    for (RegId r = 1; r < count; r++) {
        const char *n = bare_name(s->e, r);
        uint64_t    h = hash_of(n, strlen(n)) & (s->room - 1);
        while (s->slots[h])
            h = (h + 1) & (s->room - 1);
        s->slots[h] = r;
    }
}

static RegId register_at(const Scan *s, size_t start, size_t end)
{
    size_t n = end - start;

    for (uint64_t h = hash_of(s->body.at + start, n);; h++) {
        RegId       r    = s->slots[h & (s->room - 1)];
        const char *name = r ? bare_name(s->e, r) : NULL;
        if (!r || (strlen(name) == n && memcmp(name, s->body.at + start, n) == 0))
            return r;
    }
}

static bool is_member(const Scan *s, size_t start)
{
    const char *p = s->body.at + start;

    return start > 1 && (p[-1] == '.' || (p[-2] == '-' && p[-1] == '>'));
}

/* How a register that is mentioned for the first time can be declared there. */
static Declared first_place(const Scan *s, RegId r, size_t start, size_t end)
{
    const Reg *reg = &s->e->f->regs.at[r];
    bool       set = stands_at(s->body, end, " = ");

    if (reg->cleanup || reg->is_param || reg->in_frame || reg->rep == REP_LOOP)
        return DECLARED_AHEAD;
    if (s->before == ')' || s->before == ':')
        return DECLARED_AHEAD; /* no declaration may stand there */
    if (set && start == s->first)
        return DECLARED_SET;
    if (set && stands_at(s->body, s->first, "for (") && start == s->first + 5)
        return DECLARED_FOR;
    if (stands_at(s->body, s->first, "if (RF_UNLIKELY(rf_") && stands_at(s->body, end, ")))") &&
        s->body.at[start - 1] == '&')
        return DECLARED_BEFORE;
    return DECLARED_AHEAD;
}

/* A jump from before the declaration leads behind it. */
static bool is_jumped_over(const Scan *s, const Mention *m)
{
    for (size_t i = m->labels; i < s->labels.len; i++)
        if (s->labels.at[i] < m->at)
            return true;
    return false;
}

/* Past the block of its declaration, or where it may have been jumped over, a variable must be
   declared ahead. */
static bool is_out_of_reach(const Scan *s, const Mention *m)
{
    return is_jumped_over(s, m) ||
           (m->depth > 0 && (s->open.len < m->depth || s->open.at[m->depth - 1] != m->block));
}

/* In the head of a for, behind the part that sets the variable. */
static bool is_behind_start(const Scan *s, const Mention *m, size_t start)
{
    return m->declared == DECLARED_FOR && memchr(s->body.at + m->at, ';', start - m->at);
}

/* `x = …` at the start of a line, or `x.field = …` of a struct in a C variable. */
static bool only_sets(const Scan *s, RegId r, size_t start, size_t end)
{
    if (start != s->first)
        return false;
    if (s->e->f->regs.at[r].rep == REP_STRUCT && s->body.at[end] == '.')
        for (end++; is_word(s->body.at[end]);)
            end++;
    return stands_at(s->body, end, " = ");
}

static void note_register(Scan *s, RegId r, size_t start, size_t end)
{
    Mention *m = &s->e->mention[r];

    if (!m->any) {
        m->any      = true;
        m->declared = first_place(s, r, start, end);
        m->at       = m->declared == DECLARED_BEFORE ? s->above : start;
        m->labels   = (uint32_t)s->labels.len;
        m->depth    = (uint32_t)s->open.len + (m->declared == DECLARED_FOR);
        m->block    = m->declared == DECLARED_FOR ? s->blocks + 1
                      : s->open.len > 0           ? s->open.at[s->open.len - 1]
                                                  : 0;
        m->line     = s->line;
        vec_push(&s->e->c->arena, &s->e->in_order, r);
    } else if (m->line == s->line ? !is_behind_start(s, m, start) : is_out_of_reach(s, m)) {
        m->declared = DECLARED_AHEAD;
    }
    m->read = m->read || !only_sets(s, r, start, end);
}

/* The word that starts there. */
static Text label_at(const Scan *s, size_t start)
{
    size_t end = start;

    while (is_word(s->body.at[end]))
        end++;
    return (Text){s->body.at + start, end - start};
}

static const Jump *jump_to(const Scan *s, Text label)
{
    for (size_t i = 0; i < s->jumps.len; i++)
        if (text_equal(s->jumps.at[i].label, label))
            return &s->jumps.at[i];
    return NULL;
}

static void note_jump(Scan *s, size_t start)
{
    Text label = label_at(s, start);

    if (text_equal(label, TEXT("fail")))
        s->e->jumps_fail = true;
    else if (text_equal(label, TEXT("done")))
        s->e->jumps_done = true;
    else if (!jump_to(s, label))
        vec_push(&s->e->c->arena, &s->jumps, ((Jump){label, start}));
}

/* Without a jump so far, the one at the head of a resumable body leads here. */
static void note_label(Scan *s)
{
    const Jump *j = jump_to(s, label_at(s, s->line));

    vec_push(&s->e->c->arena, &s->labels, j ? j->at : 0);
}

static void note_word(Scan *s, size_t start, size_t end)
{
    RegId r;

    if (is_member(s, start))
        return;
    if (stands_at(s->body, start, "goto "))
        note_jump(s, start + 5);
    r = register_at(s, start, end);
    if (r)
        note_register(s, r, start, end);
}

/* Braces stand where emit/writer.c puts them: at the ends of lines and at their beginnings. */
static void scan_line(Scan *s, size_t end)
{
    Text   body = s->body;
    size_t i    = s->first;

    if (body.at[i] == '}' && s->open.len > 0)
        s->open.len--;
    while (i < end) {
        size_t start = i;
        while (i < end && is_word(body.at[i]))
            i++;
        if (i > start) {
            note_word(s, start, i);
        } else {
            i = skip_text(body, i);
            i += i == start;
        }
    }
    s->before = body.at[end - 1];
    if (s->before == '{')
        vec_push(&s->e->c->arena, &s->open, ++s->blocks);
    if (s->first == s->line && (s->before == ':' || stands_at(body, end - 2, ":;")))
        note_label(s);
}

void find_mentioned(Emit *e)
{
    Scan s = {.e = e, .body = e->body};

    e->mention    = ARENA_ARRAY(&e->c->arena, Mention, e->f->regs.len + 1);
    e->jumps_fail = e->jumps_done = false;
    e->in_order.len               = 0;
    index_names(&s);
    for (size_t end; s.line < s.body.len; s.line = end + 1) {
        const char *newline = memchr(s.body.at + s.line, '\n', s.body.len - s.line);
        end                 = (size_t)(newline - s.body.at);
        for (s.first = s.line; s.body.at[s.first] == ' ';)
            s.first++;
        if (s.first < end && s.body.at[s.first] != '#') {
            scan_line(&s, end);
            s.above = end + 1;
        }
    }
}
