/* Script names to C names. */

#include "emit/writer.h"

#include <stdio.h>
#include <stdlib.h>

struct NameSet {
    Arena       *arena;
    const char **slots;
    size_t       room, len;
};

static const char *const taken[] = {
#include "emit/reserved.def"
};

/* Endings of names that C compilers know as well: sinf, fmaxl, nanf128, lgamma_r. */
static const char *const variants[] = {
    "f", "l", "f16", "f32", "f32x", "f64", "f64x", "f128", "d32", "d64", "d128", "_r", "_unlocked",
};

/* Endings of the names that ours are made of: Car_type belongs to the struct Car, Car_info to a
   function. */
static const char *const derived[] = {
    "_info", "_boxed", "_frame", "_type",  "_def", "_fields", "_methods", "_resume",
    "_poll", "_drop",  "_share", "_cross", "_ran", "_tag",    "_value",   "_globals",
    "_new",  "_destroy",
};

static uint64_t hash_of(const char *s)
{
    uint64_t h = 1469598103934665603u;

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h;
}

static bool set_has(const NameSet *set, const char *name)
{
    size_t i;

    if (!set || !set->room)
        return false;
    for (i = hash_of(name) & (set->room - 1); set->slots[i]; i = (i + 1) & (set->room - 1))
        if (strcmp(set->slots[i], name) == 0)
            return true;
    return false;
}

static void set_put(NameSet *set, const char *name)
{
    size_t i = hash_of(name) & (set->room - 1);

    while (set->slots[i])
        i = (i + 1) & (set->room - 1);
    set->slots[i] = name;
}

static void set_add(NameSet *set, const char *name)
{
    if (set->len * 2 >= set->room) {
        const char **old  = set->slots;
        size_t       room = set->room;
        set->room         = room ? room * 2 : 64;
        set->slots        = ARENA_ARRAY(set->arena, const char *, set->room);
        for (size_t i = 0; i < room; i++)
            if (old[i])
                set_put(set, old[i]);
    }
    set->len++;
    set_put(set, name);
}

NameSet *names_new(Compiler *c)
{
    NameSet *set = ARENA_NEW(&c->arena, NameSet);

    set->arena = &c->arena;
    return set;
}

/* Letters of other scripts become their code in hex; names of the runtime get an underscore. */
static const char *plain(Emit *e, Text wanted)
{
    TextBuf b = {.arena = &e->c->arena};

    for (size_t i = 0; i < wanted.len; i++) {
        unsigned char ch = (unsigned char)wanted.at[i];
        if ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
            (ch >= '0' && ch <= '9' && i > 0))
            textbuf_char(&b, (char)ch);
        else if (ch >= 128)
            textbuf_format(&b, "x%02x", ch);
        else
            textbuf_char(&b, '_');
    }
    if (wanted.len == 0 || (wanted.len >= 3 && strncasecmp(wanted.at, "rf_", 3) == 0) ||
        wanted.at[0] == '_')
        textbuf_add(&b, TEXT("_x"));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);

    return n > m && strcmp(name + n - m, ending) == 0;
}

static bool is_number(const char *s)
{
    return *s && s[strspn(s, "0123456789")] == '\0';
}

static const char *without(Emit *e, const char *name, const char *ending)
{
    return text(e, "%.*s", (int)(strlen(name) - strlen(ending)), name);
}

static bool is_wrapper(const char *name)
{
    return strncmp(name, "native_", 7) == 0 &&
           builtin_find((Text){name + 7, strlen(name + 7)}) >= 0;
}

/* Names that emitted text makes up: of temporaries, texts, arms, wrappers of built-ins, parts of
   ours. */
static bool is_made_up(Emit *e, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(derived); i++)
        if (ends_in(name, derived[i]) && set_has(e->bases, without(e, name, derived[i])))
            return true;
    return (name[0] == 'r' && is_number(name + 1)) ||
           (strncmp(name, "text_", 5) == 0 && is_number(name + 5)) ||
           (strncmp(name, "arms_", 5) == 0 && is_number(name + 5)) ||
           (strncmp(name, "inside_", 7) == 0 && is_number(name + 7)) || is_wrapper(name) ||
           ends_in(name, "_variant") || ends_in(name, "_variant_tag");
}

static bool is_taken(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(taken); i++)
        if (strcmp(taken[i], name) == 0)
            return true;
    return false;
}

static bool is_library_variant(Emit *e, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(variants); i++)
        if (ends_in(name, variants[i]) && is_taken(without(e, name, variants[i])))
            return true;
    return false;
}

const char *name_unique(Emit *e, NameSet *set, const NameSet *outer, Text wanted)
{
    const char *base = plain(e, wanted), *name = base;
    const char *next = is_made_up(e, text(e, "%s_2", base)) ? "%s_no_%d" : "%s_%d";

    for (int n = 2; set_has(set, name) || set_has(outer, name) || is_made_up(e, name) ||
                    is_library_variant(e, name);
         n++)
        name = text(e, next, base, n);
    set_add(set, name);
    return name;
}

const char *field_name(Emit *e, const FieldInfo *f)
{
    Text        name = symbol_text(e->c->symbols, f->name);
    const char *s    = plain(e, name);

    if (is_taken(s))
        return text(e, "%s_", s);
    return strcmp(s, "head") == 0 ? "head_" : s;
}

const char *variant_name(Emit *e, Text family, Text variant)
{
    const char *f = plain(e, family), *v = plain(e, variant);

    if (strchr(f, '_')) /* A_B::C and A::B_C are two */
        return text(e, "%s_%s_%zu_variant", f, v, strlen(f));
    return text(e, "%s_%s_variant", f, v);
}

const char *func_name(const IrFunc *f)
{
    return f->cname;
}

static Text base_name(Emit *e, const IrFunc *f)
{
    const Function *fn = f->instance->function;
    Text            name;

    if (f->default_of)
        return (Text){text(e, "%.*s_%.*s_default",
                           TEXT_ARG(symbol_text(e->c->symbols, f->default_in->name)),
                           TEXT_ARG(symbol_text(e->c->symbols, f->default_of->name))),
                      0};
    switch (fn->kind) {
    case FUNCTION_MODULE:
        return fn->module->number == 0 ? TEXT("script")
                                       : symbol_text(e->c->symbols, fn->module->name);
    case FUNCTION_SPAWN:
        return TEXT("spawn_block");
    case FUNCTION_TEST:
        return TEXT("test_block");
    case FUNCTION_METHOD:
        name = symbol_text(e->c->symbols, fn->name);
        return (Text){text(e, "%.*s_%.*s", TEXT_ARG(symbol_text(e->c->symbols, fn->struct_name)),
                           TEXT_ARG(name)),
                      0};
    case FUNCTION_PLAIN:
        break;
    }
    return fn->name ? symbol_text(e->c->symbols, fn->name) : TEXT("lambda");
}

static Text wanted_name(Emit *e, const IrFunc *f)
{
    Text name = base_name(e, f);

    if (name.len == 0)
        name.len = strlen(name.at);
    if (f->is_direct) {
        name.at  = text(e, "%.*s_awaited", TEXT_ARG(name));
        name.len = strlen(name.at);
    }
    if (f->kind == IRF_CALLED) {
        name.at  = text(e, "%.*s_giving_way", TEXT_ARG(name));
        name.len = strlen(name.at);
    }
    return name;
}

/* A function or struct that wants a name. */
typedef struct Wish {
    Text        name;
    size_t      order;
    IrFunc     *func;
    StructInfo *structure;
} Wish;

static int shorter_first(const void *a, const void *b)
{
    const Wish *x = a, *y = b;

    if (x->name.len != y->name.len)
        return x->name.len < y->name.len ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

/* Shorter names come first: when Car_type asks, Car has its name and the ones made of it. */
void name_everything(Emit *e)
{
    VEC(Wish) all = {0};

    for (size_t i = 0; i < COUNT_OF(taken); i++)
        set_add(e->globals, taken[i]);
    for (size_t i = 0; i < e->p->typed->structs.len; i++) {
        StructInfo *s = e->p->typed->structs.at[i];
        vec_push(&e->c->arena, &all,
                 ((Wish){symbol_text(e->c->symbols, s->name), all.len, NULL, s}));
    }
    for (size_t i = 0; i < e->p->funcs.len; i++) {
        Text t = wanted_name(e, e->p->funcs.at[i]);
        vec_push(&e->c->arena, &all, ((Wish){t, all.len, e->p->funcs.at[i], NULL}));
    }
    qsort(all.at, all.len, sizeof *all.at, shorter_first);
    for (size_t i = 0; i < all.len; i++) {
        const char *name = name_unique(e, e->globals, NULL, all.at[i].name);
        set_add(e->bases, name);
        if (all.at[i].func)
            all.at[i].func->cname = name;
        else
            all.at[i].structure->cname = name;
    }
}

const char *global_name(Emit *e, const Binding *b)
{
    VarInfo *v = var_info(b);

    if (!v->cname)
        v->cname = name_unique(e, e->globals, NULL, symbol_text(e->c->symbols, b->name));
    return v->cname;
}

const char *struct_name(const StructInfo *s)
{
    return s->cname;
}
