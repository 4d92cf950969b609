/* Types and their lattice: see type.h. */

#include "types/type.h"

#include "types/infer.h"

struct TypeTable {
    Arena *arena;
    Type   basic[TY_ANY + 1];
    Type  *others; /* struct, func, generator, promise types */
};

enum { MOST_LEVELS = 3 };

TypeTable *types_new(Arena *a)
{
    TypeTable *t = ARENA_NEW(a, TypeTable);

    t->arena = a;
    for (int k = 0; k <= TY_ANY; k++)
        t->basic[k].kind = (TypeKind)k;
    return t;
}

const Type *type_basic(const TypeTable *t, TypeKind k)
{
    return &t->basic[k];
}

static int levels(const Type *t)
{
    int n = 0;

    for (; t->part; t = t->part)
        n++;
    return n;
}

static const Type *container(TypeTable *t, TypeKind k, const Type *part, const Type **memo)
{
    if (levels(part) >= MOST_LEVELS)
        part = type_basic(t, TY_ANY), memo = NULL;
    if (!memo)
        return k == TY_ARRAY ? type_array(t, part) : type_dict(t, part);
    if (!*memo) {
        Type *made = ARENA_NEW(t->arena, Type);
        made->kind = k;
        made->part = part;
        *memo      = made;
    }
    return *memo;
}

const Type *type_array(TypeTable *t, const Type *element)
{
    return container(t, TY_ARRAY, element, &((Type *)element)->array_of);
}

const Type *type_dict(TypeTable *t, const Type *value)
{
    return container(t, TY_DICT, value, &((Type *)value)->dict_of);
}

static const Type *other(TypeTable *t, Type want)
{
    Type *o;

    for (o = t->others; o; o = o->next)
        if (o->kind == want.kind && o->structure == want.structure &&
            o->function == want.function && o->instance == want.instance)
            return o;
    o         = ARENA_NEW(t->arena, Type);
    *o        = want;
    o->next   = t->others;
    t->others = o;
    return o;
}

const Type *type_struct(TypeTable *t, StructInfo *s)
{
    return other(t, (Type){.kind = TY_STRUCT, .structure = s});
}

const Type *type_optional(TypeTable *t, StructInfo *s)
{
    return other(t, (Type){.kind = TY_ANY, .structure = s});
}

StructInfo *optional_struct(const Type *t)
{
    return t->kind == TY_ANY ? t->structure : NULL;
}

const Type *type_func(TypeTable *t, Function *f)
{
    return other(t, (Type){.kind = TY_FUNC, .function = f});
}

const Type *type_made_by(TypeTable *t, TypeKind k, Instance *i)
{
    return other(t, (Type){.kind = k, .instance = i});
}

/* One of them may be null: what the other is an instance of, NULL when null or that is not all. */
static StructInfo *same_struct(const Type *a, const Type *b)
{
    StructInfo *of_a = a->structure, *of_b = b->structure;

    if ((!of_a && a->kind != TY_NULL) || (!of_b && b->kind != TY_NULL))
        return NULL;
    return of_a && of_b && of_a != of_b ? NULL : of_a ? of_a : of_b;
}

const Type *type_join(TypeTable *t, const Type *a, const Type *b)
{
    if (a == b || b->kind == TY_NEVER)
        return a;
    if (a->kind == TY_NEVER)
        return b;
    if (a->kind == b->kind && a->kind == TY_ARRAY)
        return type_array(t, type_join(t, a->part, b->part));
    if (a->kind == b->kind && a->kind == TY_DICT)
        return type_dict(t, type_join(t, a->part, b->part));
    if (same_struct(a, b))
        return type_optional(t, same_struct(a, b));
    return type_basic(t, TY_ANY);
}

bool type_has_never(const Type *t)
{
    while (t->part)
        t = t->part;
    return t->kind == TY_NEVER;
}

bool type_is_dynamic(const Type *t)
{
    while (t->part)
        t = t->part;
    return t->kind == TY_ANY && !t->structure;
}

Rep type_rep(const Type *t)
{
    switch (t->kind) {
    case TY_BOOL:
        return REP_BOOL;
    case TY_INT:
        return REP_INT;
    case TY_FLOAT:
        return REP_FLOAT;
    case TY_STRING:
    case TY_ARRAY:
    case TY_DICT:
    case TY_STRUCT:
        return REP_OBJECT;
    case TY_NEVER:
    case TY_NULL:
    case TY_FUNC:
    case TY_GENERATOR:
    case TY_PROMISE:
    case TY_CHANNEL:
    case TY_ERROR:
    case TY_ANY:
        return REP_VALUE;
    }
    return REP_VALUE;
}

bool type_is_number(const Type *t)
{
    return t->kind == TY_INT || t->kind == TY_FLOAT;
}

static void write_type(Compiler *c, TextBuf *b, const Type *t)
{
    static const char *const words[] = {"never",     "null",    "bool",    "int",   "float",
                                        "string",    "array",   "dict",    "",      "func",
                                        "generator", "promise", "channel", "error", "any"};

    if (t->structure) {
        textbuf_add(b, symbol_text(c->symbols, t->structure->name));
        if (optional_struct(t))
            textbuf_char(b, '?');
        return;
    }
    textbuf_format(b, "%s", words[t->kind]);
    if (t->part) {
        textbuf_char(b, '(');
        write_type(c, b, t->part);
        textbuf_char(b, ')');
    } else if (t->function) {
        textbuf_char(b, ' ');
        textbuf_add(b, function_shown_name(c, t->function));
    }
}

Text type_text(Compiler *c, const Type *t)
{
    TextBuf b = {.arena = &c->arena};

    write_type(c, &b, t);
    return textbuf_text(&b);
}
