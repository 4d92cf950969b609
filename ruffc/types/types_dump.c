/* `--dump types`: every instance that the program reaches with the types of its parameters, its
   result and its variables; the fields of structs; the globals of modules. What is dynamic says
   why. */

#include "types/reason.h"

typedef struct Printer {
    Compiler    *c;
    const Typed *typed;
    TextBuf      out;
} Printer;

static void put_text(Printer *p, Text t)
{
    textbuf_add(&p->out, t);
}

static void put_type(Printer *p, const Type *t)
{
    put_text(p, type_text(p->c, t));
}

/* One line: name, type and, where it is dynamic, why; `words` tell it when no contribution does. */
static void put_slot(Printer *p, Text name, const Type *type, const Reason *why, const char *words)
{
    textbuf_format(&p->out, "    %.*s: ", TEXT_ARG(name));
    put_type(p, type);
    if (type_is_dynamic(type)) {
        size_t before;
        put_text(p, TEXT(": "));
        before = p->out.len;
        if (words)
            put_text(p, text_of(words));
        else
            reason_write(&p->out, p->typed, why, type);
        if (p->out.len == before)
            put_text(p, TEXT("never set"));
    }
    textbuf_char(&p->out, '\n');
}

static Text binding_name(const Printer *p, const Binding *b)
{
    return symbol_text(p->c->symbols, b->name);
}

static const Reason *variable_reason(const Instance *in, const Binding *b)
{
    return var_is_program_wide(b) ? &var_info(b)->reason : &in->local_reasons[var_info(b)->local];
}

static void put_variable(Printer *p, const Instance *in, const Binding *b)
{
    put_slot(p, binding_name(p, b), var_type(p->typed, in, b), variable_reason(in, b),
             b->maybe_unset ? "may be unset" : NULL);
}

/* ---- functions ---- */

static const char *head_word(const Instance *in)
{
    switch (in->function->kind) {
    case FUNCTION_MODULE:
        return "module";
    case FUNCTION_SPAWN:
        return "spawn";
    case FUNCTION_TEST:
        return "test";
    case FUNCTION_PLAIN:
    case FUNCTION_METHOD:
        break;
    }
    if (in->function->is_generator)
        return "generator";
    return in->function->is_async ? "async" : "func";
}

static void put_head(Printer *p, const Instance *in)
{
    const Function *f    = in->function;
    Text            name = f->kind == FUNCTION_MODULE ? symbol_text(p->c->symbols, f->module->name)
                                                      : function_shown_name(p->c, f);

    textbuf_format(&p->out, "%s %.*s", head_word(in), TEXT_ARG(name));
    if (function_info(f)->instances.len > 1)
        textbuf_format(&p->out, "#%u", in->number);
    if (f->kind != FUNCTION_PLAIN && f->kind != FUNCTION_METHOD) {
        textbuf_char(&p->out, '\n');
        return;
    }
    textbuf_char(&p->out, '(');
    for (size_t i = 0; i < f->params.len; i++) {
        textbuf_format(&p->out, "%s%.*s: ", i > 0 ? ", " : "",
                       TEXT_ARG(binding_name(p, f->params.at[i])));
        put_type(p, in->params[i]);
    }
    put_text(p, TEXT(") -> "));
    put_type(p, in->result);
    if (f->is_generator) {
        put_text(p, TEXT(" yields "));
        put_type(p, in->yields);
    }
    textbuf_char(&p->out, '\n');
}

/* Why a parameter is dynamic: who calls, or what the body assigns. */
static void put_param(Printer *p, const Instance *in, size_t i)
{
    const Binding *b     = in->function->params.at[i];
    const Type    *type  = var_type(p->typed, in, b);
    const char    *words = NULL;

    if (!type_is_dynamic(type) && type == in->params[i])
        return; /* the head tells it all */
    if (in->params[i]->kind == TY_ANY && in->boxed)
        words = function_info(in->function)->crowded ? "called with many kinds of arguments"
                                                     : "called through a value";
    put_slot(p, binding_name(p, b), type, variable_reason(in, b), words);
}

static void put_instance(Printer *p, const Instance *in)
{
    const Function *f = in->function;

    put_head(p, in);
    for (size_t i = 0; i < f->params.len; i++)
        put_param(p, in, i);
    for (size_t i = 0; i < f->self_fields.len; i++)
        put_slot(p, binding_name(p, f->self_fields.at[i]),
                 var_type(p->typed, in, f->self_fields.at[i]), NULL, "as the field of the struct");
    for (size_t i = 0; i < f->locals.len; i++)
        put_variable(p, in, f->locals.at[i]);
    if (type_is_dynamic(in->result))
        put_slot(p, TEXT("its result"), in->result, &in->result_reason, NULL);
    if (type_is_dynamic(in->yields))
        put_slot(p, TEXT("its yields"), in->yields, &in->yields_reason, NULL);
}

/* ---- structs and globals ---- */

static void put_struct(Printer *p, const StructInfo *s)
{
    textbuf_format(&p->out, "struct %.*s%s\n", TEXT_ARG(symbol_text(p->c->symbols, s->name)),
                   s->decl ? "" : " (undeclared)");
    for (size_t i = 0; i < s->fields.len; i++) {
        const FieldInfo *f = &s->fields.at[i];
        put_slot(p, symbol_text(p->c->symbols, f->name), f->type, &f->reason,
                 f->may_be_absent ? "missing from some literal" : NULL);
    }
}

static void put_globals(Printer *p, const Module *m)
{
    bool titled = false;

    for (size_t i = 0; i < m->globals.len; i++) {
        const Binding *b = m->globals.at[i];
        if (b->kind != BIND_VAR)
            continue;
        if (!titled)
            textbuf_format(&p->out, "globals %.*s\n",
                           TEXT_ARG(symbol_text(p->c->symbols, m->name)));
        titled = true;
        put_variable(p, NULL, b);
    }
}

void types_dump(Compiler *c, const Typed *t, int fd)
{
    Arena   scratch = {0};
    Printer p       = {c, t, {.arena = &scratch}};

    for (size_t i = 0; i < t->structs.len; i++)
        put_struct(&p, t->structs.at[i]);
    for (size_t i = 0; i < t->program->modules.len; i++)
        put_globals(&p, t->program->modules.at[i]);
    for (size_t i = 0; i < t->instances.len; i++)
        if (t->instances.at[i]->reached)
            put_instance(&p, t->instances.at[i]);
    text_write(textbuf_text(&p.out), fd);
    arena_free(&scratch);
}
