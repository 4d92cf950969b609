/* Struct literals that do not fit their declaration: a misspelt field (S-35 accepts it), and
   one that is left out though it has no default, where nothing ever sets it and a method of the
   struct reads it, or the program does so by the variable that the literal was made for (S-34). */

#include "sema/warn.h"

#include "support/text.h"

typedef struct Walk {
    Compiler      *c;
    const Program *p;
    Table          set;     /* names of fields that are set after construction */
    const Node    *literal; /* whose fields are looked for */
    Symbol         name;    /* of the field */
    const Node    *read;    /* a place that reads it */
} Walk;

static Text name_of(const Walk *w, Symbol name)
{
    return symbol_text(w->c->symbols, name);
}

/* ---- which fields the program sets and reads ---- */

static bool note_set(void *self, Node *n)
{
    Walk *w = self;

    if (n->kind == ND_ASSIGN && n->as.assign.target->kind == ND_FIELD)
        table_set(&w->set, n->as.assign.target->as.field.name, n);
    return true;
}

/* Whether a name surely holds the literal. */
static bool holds_literal(const Walk *w, const Node *n)
{
    const Binding *b = n->kind == ND_NAME ? w->p->binding[n->id] : NULL;

    return b && b->kind == BIND_VAR && b->assignments == 1 && record_of(b)->value == w->literal;
}

static bool is_self(const Walk *w, const Node *n)
{
    return n->kind == ND_NAME && text_equal(name_of(w, n->as.name), TEXT("self"));
}

static bool is_read(const Walk *w, const Node *n)
{
    return n->kind == ND_FIELD && n->as.field.name == w->name && !n->as.field.optional &&
           !w->p->in_try[n->id];
}

static bool find_read(void *self, Node *n)
{
    Walk *w = self;

    if (is_read(w, n) && holds_literal(w, n->as.field.object))
        w->read = n;
    return !w->read;
}

static bool find_read_of_self(void *self, Node *n)
{
    Walk          *w = self;
    const Binding *b = n->kind == ND_NAME ? w->p->binding[n->id] : NULL;

    if (is_read(w, n) && is_self(w, n->as.field.object))
        w->read = n;
    else if (b && b->kind == BIND_FIELD && b->name == w->name && b->assignments == 0)
        w->read = n;
    return !w->read;
}

static const Node *place_that_reads(Walk *w, const Node *literal, const Node *structure,
                                    Symbol name)
{
    w->literal = literal;
    w->name    = name;
    w->read    = NULL;
    for (Node *m = structure->as.structure.methods; m && !w->read; m = m->next)
        ast_walk(m->as.func.body, find_read_of_self, w);
    for (size_t i = 0; i < w->p->modules.len && !w->read; i++)
        ast_walk(w->p->modules.at[i]->ast->body, find_read, w);
    return w->read;
}

/* ---- literals ---- */

static const Node *find_field(const Node *structure, Symbol name)
{
    const Node *f = structure->as.structure.fields;

    while (f && f->as.struct_field.name != name)
        f = f->next;
    return f;
}

static const Node *find_init(const Node *literal, Symbol name)
{
    const Node *i = literal->as.instance.inits;

    while (i && i->as.init.name != name)
        i = i->next;
    return i;
}

static void note_struct(const Walk *w, Diag *d, const Node *structure)
{
    diag_note(&w->c->diags, d, structure->at, "its declaration");
}

/* The field that a misspelt one meant: one that the literal does not give. */
static Text meant(const Walk *w, const Node *literal, const Node *structure, Symbol wrong)
{
    VEC(Text) names = {0};

    for (const Node *f = structure->as.structure.fields; f; f = f->next)
        if (!find_init(literal, f->as.struct_field.name))
            vec_push(&w->c->arena, &names, name_of(w, f->as.struct_field.name));
    return diag_similar(name_of(w, wrong), names.at, names.len);
}

/* True when a misspelt field was told: the one that is missing is the same mistake. */
static bool check_given(const Walk *w, const Node *literal, const Node *structure)
{
    bool told = false;

    for (const Node *i = literal->as.instance.inits; i; i = i->next) {
        Text  near;
        Diag *d;

        if (i->kind != ND_FIELD_INIT || find_field(structure, i->as.init.name))
            continue;
        near = meant(w, literal, structure, i->as.init.name);
        if (!near.len)
            continue;
        d = diag_add(&w->c->diags, i->at, E_NO_MEMBER, "%.*s declares no field `%.*s`",
                     TEXT_ARG(name_of(w, literal->as.instance.name)),
                     TEXT_ARG(name_of(w, i->as.init.name)));
        note_struct(w, d, structure);
        diag_help(&w->c->diags, d, "did you mean `%.*s`?", TEXT_ARG(near));
        told = true;
    }
    return told;
}

static void check_left_out(Walk *w, const Node *literal, const Node *structure)
{
    for (const Node *f = structure->as.structure.fields; f; f = f->next) {
        Symbol name = f->as.struct_field.name;
        Diag  *d;

        if (f->as.struct_field.value || find_init(literal, name) || table_get(&w->set, name) ||
            (f->as.struct_field.type && f->as.struct_field.type->as.type.optional) ||
            !place_that_reads(w, literal, structure, name))
            continue;
        d = diag_add(&w->c->diags, literal->at, E_NO_MEMBER,
                     "this %.*s lacks the field `%.*s`: reading it will throw",
                     TEXT_ARG(name_of(w, literal->as.instance.name)), TEXT_ARG(name_of(w, name)));
        diag_note(&w->c->diags, d, w->read->at, "read here");
        diag_help(&w->c->diags, d, "give it a value here, or a default in the struct");
        return;
    }
}

static bool look_at_literal(void *self, Node *n)
{
    Walk          *w = self;
    const Binding *b = n->kind == ND_INSTANCE ? w->p->binding[n->id] : NULL;

    b = b ? final_target(b) : NULL;
    if (!b || b->kind != BIND_STRUCT || !b->decl || w->p->facts->tried[n->id])
        return true;
    if (!check_given(w, n, b->decl))
        check_left_out(w, n, b->decl);
    return true;
}

void warn_instances(Compiler *c, const Program *p)
{
    Walk w = {.c = c, .p = p, .set.arena = &c->arena};

    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, note_set, &w);
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at_literal, &w);
}
