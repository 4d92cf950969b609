/* `--dump names`: each function with what it declares, captures and shares. One line a fact, in the
   order of the numbers, so that two dumps can be compared. */

#include "sema/names.h"

#include "support/text.h"

typedef struct Printer {
    const Compiler *c;
    TextBuf         out;
} Printer;

static const char *const kind_words[] = {
    [BIND_VAR] = "var",       [BIND_PARAM] = "param", [BIND_FIELD] = "field",
    [BIND_FUNC] = "func",     [BIND_STRUCT] = "struct", [BIND_ENUM] = "enum",
    [BIND_MODULE] = "module", [BIND_IMPORT] = "import", [BIND_BUILTIN] = "builtin",
};

static void put_name(Printer *p, const Binding *b)
{
    static const char *const mutability[] = {
        [MUT_PLAIN] = "", [MUT_LET] = "let ", [MUT_CONST] = "const "};

    textbuf_format(&p->out, "    %s%s %.*s#%u", mutability[b->mutability], kind_words[b->kind],
                   TEXT_ARG(symbol_text(p->c->symbols, b->name)), b->number);
}

static void put_flag(Printer *p, bool holds, const char *word)
{
    if (holds)
        textbuf_format(&p->out, " %s", word);
}

static void put_binding(Printer *p, const Binding *b)
{
    Position at = source_position(p->c->sources, b->declared.file, b->declared.start);

    put_name(p, b);
    textbuf_format(&p->out, " %u:%u sets %u", at.line, at.column, b->assignments);
    if (b->changes)
        textbuf_format(&p->out, " changes %u", b->changes);
    put_flag(p, b->captured, "captured");
    put_flag(p, b->captured_late, "late");
    put_flag(p, b->in_spawn, "in-spawn");
    put_flag(p, b->in_async, "in-async");
    put_flag(p, b->in_carried, "carried");
    put_flag(p, b->maybe_unset, "maybe-unset");
    put_flag(p, b->in_loop, "in-loop");
    if (b->function)
        textbuf_format(&p->out, " = function %u", b->function->number);
    textbuf_char(&p->out, '\n');
}

static void put_list(Printer *p, const char *title, const BindingList *list)
{
    if (list->len)
        textbuf_format(&p->out, "  %s\n", title);
    for (size_t i = 0; i < list->len; i++)
        put_binding(p, list->at[i]);
}

static void put_captures(Printer *p, const Function *f)
{
    if (f->captures.len)
        textbuf_format(&p->out, "  captures\n");
    for (size_t i = 0; i < f->captures.len; i++) {
        put_name(p, f->captures.at[i]);
        textbuf_format(&p->out, " of function %u", f->captures.at[i]->owner->number);
        put_flag(p, f->captures.at[i]->captured_late, "late");
        textbuf_char(&p->out, '\n');
    }
}

static void put_function(Printer *p, const Compiler *c, const Function *f)
{
    static const char *const words[] = {
        [FUNCTION_MODULE] = "module", [FUNCTION_PLAIN] = "func", [FUNCTION_METHOD] = "method",
        [FUNCTION_SPAWN] = "spawn",   [FUNCTION_TEST] = "test",
    };
    Position at = source_position(c->sources, f->node->at.file, f->node->at.start);

    textbuf_format(&p->out, "function %u %s", f->number, words[f->kind]);
    if (f->kind == FUNCTION_MODULE)
        textbuf_format(&p->out, " %.*s", TEXT_ARG(symbol_text(c->symbols, f->module->name)));
    else
        textbuf_format(&p->out, " %.*s %u:%u in %u",
                       TEXT_ARG(f->name ? symbol_text(c->symbols, f->name) : TEXT("-")), at.line,
                       at.column, f->outer->number);
    put_flag(p, f->is_async, "async");
    put_flag(p, f->is_generator, "generator");
    put_flag(p, f->has_self, "self");
    put_flag(p, f->has_try, "try");
    put_flag(p, f->is_value, "value");
    put_flag(p, f->made_early, "early");
    textbuf_char(&p->out, '\n');
    if (f->kind == FUNCTION_MODULE)
        put_list(p, "globals", &f->module->globals);
    put_list(p, "params", &f->params);
    put_list(p, "fields", &f->self_fields);
    put_list(p, "locals", &f->locals);
    put_captures(p, f);
}

void names_dump(const Compiler *c, const Program *p, int fd)
{
    Arena   scratch = {0};
    Printer out     = {c, {.arena = &scratch}};

    for (size_t i = 0; i < p->functions.len; i++)
        put_function(&out, c, p->functions.at[i]);
    text_write(textbuf_text(&out.out), fd);
    arena_free(&scratch);
}
