/* Names that nothing declares (S-56): they throw when they are reached. Advice for the usual reasons:
   a misspelt name, a word of another language, a dict key without quotes. */

#include "sema/warn.h"

#include "library/builtins.h"
#include "support/text.h"

typedef struct Walk {
    Compiler      *c;
    const Program *p;
    Table          keys;    /* by NodeId: names that stand as the key of a dict literal */
    Table          missing; /* by Symbol: what imports that fail would have declared */
} Walk;

static Text name_of(const Walk *w, Symbol name)
{
    return symbol_text(w->c->symbols, name);
}

/* ---- what the tree tells ---- */

static void note_import(Walk *w, Node *n)
{
    if (!w->p->import[n->id]->failure.len)
        return;
    table_set(&w->missing, n->as.import.path.at[n->as.import.path.len - 1], n);
    for (const Node *name = n->as.import.names; name; name = name->next)
        table_set(&w->missing, name->as.name, n);
}

static bool look_at(void *self, Node *n)
{
    Walk *w = self;

    if (n->kind == ND_IMPORT)
        note_import(w, n);
    else if (n->kind == ND_ENTRY && n->as.entry.key->kind == ND_NAME)
        table_set(&w->keys, n->as.entry.key->id, n);
    return true;
}

/* ---- advice ---- */

/* What a word that other languages have is here. */
static const char *foreign_help(Text word)
{
    static const struct {
        const char *word, *help;
    } words[] = {
        {"True", "write true"},
        {"False", "write false"},
        {"None", "write null, or None for the empty Option"},
        {"nil", "write null"},
        {"NULL", "write null"},
        {"undefined", "write null"},
        {"this", "in a method with the parameter self, write self"},
        {"new", "make an instance by its name: Name { field: value }"},
        {"console", "print(value) writes a line"},
        {"printf", "print(\"${value}\") writes a line; a string may hold expressions"},
        {"echo", "print(value) writes a line"},
        {"puts", "print(value) writes a line"},
        {"math", "sqrt, sin, PI and their kin need no import and no prefix"},
        {"Math", "sqrt, sin, PI and their kin need no prefix"},
        {"str", "to_string(value) makes a string"},
        {"String", "to_string(value) makes a string"},
        {"Number", "to_int(text) and to_float(text) read a number"},
        {"length", "len(value)"},
        {"size", "len(value)"},
        {"typeof", "type(value)"},
        {"require", "write import name"},
        {"exit_code", "exit(status) ends the program"},
    };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_equal(word, text_of(words[i].word)))
            return words[i].help;
    return NULL;
}

/* The visible name that was most likely meant. */
static Text similar_name(const Walk *w, const Undefined *u)
{
    VEC(Text) names = {0};
    Arena *arena    = &w->c->arena;

    for (const Scope *s = u->scope; s; s = s->outer)
        for (size_t i = 0; i < s->names.room; i++)
            if (s->names.slots[i].value)
                vec_push(arena, &names, name_of(w, (Symbol)s->names.slots[i].key));
    for (size_t i = 0; i < builtin_count; i++)
        if (!builtin_is_form(&builtins[i]))
            vec_push(arena, &names, text_of(builtins[i].name));
    vec_push(arena, &names, TEXT("true"));
    vec_push(arena, &names, TEXT("false"));
    vec_push(arena, &names, TEXT("null"));
    return diag_similar(name_of(w, u->name), names.at, names.len);
}

static void advise(const Walk *w, Diag *d, const Undefined *u)
{
    Text        name = name_of(w, u->name), near = similar_name(w, u);
    const char *help = foreign_help(name);

    if (table_get(&w->keys, u->node->id))
        diag_help(&w->c->diags, d, "a key is an expression; for the text write \"%.*s\"",
                  TEXT_ARG(name));
    else if (help)
        diag_help(&w->c->diags, d, "%s", help);
    else if (near.len)
        diag_help(&w->c->diags, d, "did you mean `%.*s`?", TEXT_ARG(near));
}

/* ---- all of it ---- */

static void warn_one(const Walk *w, const Undefined *u)
{
    Text  name = name_of(w, u->name);
    Diag *d;

    if (u->node->kind == ND_TAG || u->node->kind == ND_MATCH_CTOR)
        d = diag_add(&w->c->diags, u->node->at, E_UNDEFINED_NAME, "nothing declares an enum `%.*s`",
                     TEXT_ARG(name));
    else
        d = diag_add(&w->c->diags, u->node->at, E_UNDEFINED_NAME,
                     "nothing declares `%.*s`: this will throw when it runs", TEXT_ARG(name));
    advise(w, d, u);
}

void warn_undefined(Compiler *c, const Program *p)
{
    Table told = {.arena = &c->arena};
    Walk  w    = {.c = c, .p = p, .keys.arena = &c->arena, .missing.arena = &c->arena};

    if (p->facts->undefined.len == 0)
        return;
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at, &w);
    for (size_t i = 0; i < p->facts->undefined.len; i++) {
        const Undefined *u   = &p->facts->undefined.at[i];
        uint64_t         key = (uint64_t)u->function->number << 32 | u->name;

        if (table_get(&told, key) || table_get(&w.missing, u->name))
            continue;
        table_set(&told, key, p->facts);
        warn_one(&w, u);
    }
}
