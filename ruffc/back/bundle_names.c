/* The names that a C file keeps to itself: in one file with others they may clash.

   This reads C as the runtime and the emitter write it: what a file declares stands outside all
   brackets, and macros that declare something take its name first. */

#include "back/bundle.h"

#include <string.h>

bool nameset_has(const NameSet *s, Text name)
{
    return table_get(&s->table, table_hash(name)) != NULL;
}

bool nameset_add(NameSet *s, Text name)
{
    if (nameset_has(s, name))
        return false;
    table_set(&s->table, table_hash(name), s);
    return true;
}

/* ---- where a word stands ---- */

typedef enum Bracket { IN_PAREN, IN_STRUCT, IN_ENUM, IN_OTHER } Bracket;

typedef struct Reading {
    Arena *arena;
    Part  *part;
    size_t at;
    VEC(Bracket) open;
    bool in_typedef, in_extern;
    bool
        macro_waits; /* a macro of a header was called outside brackets: its first word is a name */
} Reading;

static const CToken *token(const Reading *r)
{
    return &r->part->tokens.at[r->at];
}

static bool is_tag_word(const CToken *t)
{
    return c_is(t, "struct") || c_is(t, "union") || c_is(t, "enum");
}

/* What a '{' opens: the words before it tell. */
static Bracket kind_of_brace(const Reading *r)
{
    const CTokens *all = &r->part->tokens;
    size_t         at  = r->at;

    for (int words = 0; at > 0 && words < 2; at--) {
        const CToken *t = &all->at[at - 1];
        if (t->kind == CT_SPACE)
            continue;
        if (c_is(t, "enum"))
            return IN_ENUM;
        if (c_is(t, "struct") || c_is(t, "union"))
            return IN_STRUCT;
        if (t->kind != CT_WORD)
            return IN_OTHER;
        words++;
    }
    return IN_OTHER;
}

static void take_bracket(Reading *r)
{
    const CToken *t = token(r);

    if (c_is(t, "("))
        vec_push(r->arena, &r->open, IN_PAREN);
    else if (c_is(t, "{") || c_is(t, "["))
        vec_push(r->arena, &r->open, c_is(t, "{") ? kind_of_brace(r) : IN_OTHER);
    else if ((c_is(t, ")") || c_is(t, "}") || c_is(t, "]")) && r->open.len > 0)
        r->open.len--;
    if (r->open.len == 0 && (c_is(t, ";") || c_is(t, "}")))
        r->in_typedef = r->in_typedef && c_is(t, "}"), r->in_extern = false;
}

/* ---- declarations ---- */

static bool is_shouted(Text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] >= 'a' && t.at[i] <= 'z')
            return false;
    return true;
}

static bool has_macro(const Part *p, Text name)
{
    for (size_t i = 0; i < p->macros.len; i++)
        if (text_equal(p->macros.at[i], name))
            return true;
    return false;
}

static void declare(Reading *r, Text name)
{
    if (!text_starts(name, TEXT("rf_")) && !text_starts(name, TEXT("_")) &&
        !text_equal(name, TEXT("main")))
        vec_push(r->arena, &r->part->privates, name);
}

/* `name (`, but not the type in `type (*name)(…)`. */
static bool is_called(const Reading *r)
{
    const CTokens *all  = &r->part->tokens;
    const CToken  *next = c_behind(all, r->at);

    return c_is(next, "(") && !c_is(c_behind(all, (size_t)(next - all->at)), "*");
}

/* A word outside all brackets. */
static void outer_word(Reading *r)
{
    const CToken *t = token(r), *before = c_before(&r->part->tokens, r->at),
                 *next = c_behind(&r->part->tokens, r->at);

    if (c_is(t, "typedef"))
        r->in_typedef = true;
    else if (c_is(t, "extern"))
        r->in_extern = true;
    else if (is_tag_word(before) && c_is(next, "{"))
        declare(r, t->text);
    else if (is_shouted(t->text) && c_is(next, "("))
        r->macro_waits = !has_macro(r->part, t->text);
    else if (!r->in_extern && !c_is(t, "static") && (is_called(r) || c_is(next, "=") || c_is(next, "[") ||
                               c_is(next, ";") || c_is(next, ",") || c_is(next, "RF_UNUSED")))
        declare(r, t->text);
}

static void inner_word(Reading *r)
{
    const CToken *t = token(r), *before = c_before(&r->part->tokens, r->at),
                 *next = c_behind(&r->part->tokens, r->at);
    Bracket inside     = r->open.at[r->open.len - 1];

    if (inside == IN_ENUM && (c_is(before, "{") || c_is(before, ",")))
        declare(r, t->text);
    else if (r->in_typedef && r->open.len == 1 && inside == IN_PAREN && c_is(before, "*") &&
             c_is(next, ")"))
        declare(r, t->text);
    else if (r->macro_waits && r->open.len == 1) {
        r->macro_waits = false;
        declare(r, t->text);
    }
}

static void take_macro(Reading *r)
{
    const CToken *before = c_before(&r->part->tokens, r->at);

    if (c_is(before, "define") && before->in_directive && !text_starts(token(r)->text, TEXT("_")))
        vec_push(r->arena, &r->part->macros, token(r)->text);
}

void bundle_names(Arena *arena, Part *p)
{
    Reading r = {.arena = arena, .part = p};

    for (r.at = 0; r.at < p->tokens.len; r.at++) {
        const CToken *t = token(&r);
        if (t->in_directive) {
            if (t->kind == CT_WORD)
                take_macro(&r);
        } else if (t->kind == CT_WORD) {
            if (r.open.len == 0)
                outer_word(&r);
            else
                inner_word(&r);
        } else if (t->kind == CT_PUNCT) {
            take_bracket(&r);
        }
    }
}

/* ---- members ---- */

/* Whether the innermost open brace before `at` opened a struct or union. */
static bool in_struct_body(const CTokens *all, size_t at)
{
    int depth = 0;

    while (at-- > 0) {
        const CToken *t = &all->at[at];
        if (t->in_directive || t->kind != CT_PUNCT)
            continue;
        if (c_is(t, "}") || c_is(t, ")"))
            depth++;
        else if ((c_is(t, "{") || c_is(t, "(")) && depth-- == 0)
            break;
    }
    if (at == SIZE_MAX || !c_is(&all->at[at], "{"))
        return false;
    for (int words = 0; at > 0 && words < 2; at--) {
        const CToken *t = &all->at[at - 1];
        if (t->kind == CT_SPACE)
            continue;
        if (c_is(t, "struct") || c_is(t, "union"))
            return true;
        if (t->kind != CT_WORD)
            return false;
        words++;
    }
    return false;
}

/* `(*name)` inside a struct: a member that points at a function. */
static bool is_function_member(const CTokens *all, size_t at)
{
    const CToken *star = c_before(all, at), *paren;

    if (!c_is(star, "*") || !c_is(c_behind(all, at), ")"))
        return false;
    paren = c_before(all, (size_t)(star - all->at));
    return c_is(paren, "(") && in_struct_body(all, (size_t)(paren - all->at));
}

bool is_member(const CTokens *all, size_t at)
{
    const CToken *before = c_before(all, at), *next = c_behind(all, at);

    if (c_is(before, ".") || c_is(before, "->"))
        return true;
    if (c_is(next, ";") || c_is(next, ",") || c_is(next, "[") || c_is(next, ":"))
        return in_struct_body(all, at);
    return is_function_member(all, at);
}
