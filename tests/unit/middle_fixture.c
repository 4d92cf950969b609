/* Scripts as text for the tests of types/, ir/ and lower/: see middle_fixture.h. */

#include "middle_fixture.h"

Typed *typed_of(const char *script)
{
    names_of(script);
    return infer_program(&names_compiler, names_program);
}

/* Without inlining: the tests look at small functions, of which nothing would be left. */
IrProgram *ir_of(const char *script)
{
    Typed *t = typed_of(script);

    names_compiler.options.without = 1ull << OPTIMISE_INLINE;
    return ir_build(&names_compiler, t);
}

IrProgram *lowered_of(const char *script, const char *pass)
{
    IrProgram *p = ir_of(script);

    p->c->options.verify     = true;
    p->c->options.stop_after = pass;
    lower_program(p);
    return p;
}

const char *type_words(const Type *t)
{
    return text_format(&names_compiler.arena, "%.*s", TEXT_ARG(type_text(&names_compiler, t)));
}

const char *type_of_variable(const Typed *t, const char *name)
{
    const Binding      *b  = names_binding(name, 0);
    const FunctionInfo *fn = function_info(b->owner ? b->owner : names_program->functions.at[0]);

    ck_assert_uint_gt(fn->instances.len, 0);
    return type_words(var_type(t, fn->instances.at[0], b));
}

Instance *instance_of(const char *function, size_t n)
{
    const FunctionInfo *fn = function_info(names_function(function));

    ck_assert_uint_gt(fn->instances.len, n);
    return fn->instances.at[n];
}

IrFunc *func_of(const IrProgram *p, const char *name)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (text_equal(p->funcs.at[i]->shown_name, text_of(name)))
            return p->funcs.at[i];
    ck_abort_msg("there is no function %s", name);
}

typedef struct Search {
    IrOp        op;
    const char *symbol;
    size_t      nth, count;
    Inst       *found;
} Search;

static void look_at(void *self, Inst *in)
{
    Search *s = self;

    if (in->op != s->op || (s->symbol && strcmp(in->imm.symbol, s->symbol) != 0))
        return;
    if (s->count++ == s->nth)
        s->found = in;
}

size_t count_op(const IrFunc *f, IrOp op)
{
    Search s = {.op = op};

    ir_walk((Block *)&f->body, look_at, &s);
    return s.count;
}

Inst *find_op(const IrFunc *f, IrOp op, size_t nth)
{
    Search s = {.op = op, .nth = nth};

    ir_walk((Block *)&f->body, look_at, &s);
    ck_assert_msg(s.found != NULL, "there are only %zu of %s", s.count, ir_info[op].mnemonic);
    return s.found;
}

size_t count_calls(const Block *b, const char *symbol)
{
    Search s = {.op = IR_CALL_C, .symbol = symbol};

    ir_walk((Block *)b, look_at, &s);
    return s.count;
}
