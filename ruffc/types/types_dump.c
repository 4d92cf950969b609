/* `--dump types`: every instance that was made of each function, with the types of its parameters, its
   result and its variables; then the variables of the whole program. */

#include "types/infer.h"

typedef struct Printer {
    Compiler    *c;
    const Typed *typed;
    TextBuf      out;
} Printer;

static void put_type(Printer *p, const Type *t)
{
    textbuf_add(&p->out, t ? type_text(p->c, t) : TEXT("never"));
}

static void put_variable(Printer *p, const Binding *b, const Type *t)
{
    textbuf_format(&p->out, "    %.*s: ", TEXT_ARG(symbol_text(p->c->symbols, b->name)));
    put_type(p, t);
    if (t && t->kind == TY_ANY && (b->captured || b->is_global))
        textbuf_format(&p->out, "  (%s)", b->is_global ? "set to several types in the file" : "captured");
    textbuf_char(&p->out, '\n');
}

static void put_instance(Printer *p, const Instance *in)
{
    const Function *f = in->function;
    Text            name = function_shown_name(p->c, f);

    textbuf_format(&p->out, "%s %.*s(", in->boxed ? "value" : "func",
                   TEXT_ARG(name.len ? name : TEXT("<module>")));
    for (size_t i = 0; i < f->params.len; i++) {
        textbuf_format(&p->out, "%s%.*s: ", i > 0 ? ", " : "",
                       TEXT_ARG(symbol_text(p->c->symbols, f->params.at[i]->name)));
        put_type(p, in->params[i]);
    }
    textbuf_add(&p->out, TEXT(") -> "));
    put_type(p, in->result);
    if (f->is_generator) {
        textbuf_add(&p->out, TEXT(" yields "));
        put_type(p, in->yields);
    }
    textbuf_char(&p->out, '\n');
    for (size_t i = 0; i < f->locals.len; i++)
        put_variable(p, f->locals.at[i], var_type(p->typed, in, f->locals.at[i]));
}

static bool is_variable(const Binding *b)
{
    return b->kind == BIND_VAR;
}

void types_dump(Compiler *c, const Typed *t, int fd)
{
    Arena   scratch = {0};
    Printer p       = {c, t, {.arena = &scratch}};

    for (size_t i = 0; i < t->instances.len; i++)
        put_instance(&p, t->instances.at[i]);
    for (size_t m = 0; m < t->program->modules.len; m++) {
        const Module *module = t->program->modules.at[m];
        textbuf_format(&p.out, "globals %.*s\n", TEXT_ARG(symbol_text(c->symbols, module->name)));
        for (size_t i = 0; i < module->globals.len; i++)
            if (is_variable(module->globals.at[i]))
                put_variable(&p, module->globals.at[i], var_info(module->globals.at[i])->type);
    }
    text_write(textbuf_text(&p.out), fd);
    arena_free(&scratch);
}
