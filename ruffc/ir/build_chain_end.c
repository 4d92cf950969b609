/* What takes all values of a lazy chain at once (C-74): sum, count, collect and reduce behind stages that
   build_pipeline.c puts into one loop. */

#include "ir/build.h"

enum { END_WEIGHT = 10 };

typedef enum EndKind { END_SUM, END_COUNT, END_COLLECT, END_REDUCE } EndKind;

typedef struct End {
    Consumer  base;
    EndKind   kind;
    Span      at;
    RegId     answer;   /* so far */
    Function *function; /* REDUCE */
    RegId     closure;  /* 0: it needs none */
} End;

static RegId call_reducer(Build *b, const End *e, RegId item)
{
    RegId both[2] = {e->answer, item}, env = NO_REG;

    if (e->closure) {
        env                = emit(b, IR_UNBOX_OBJECT, bt(b, TY_ANY), e->closure, 0, 0);
        reg(b, env)->rep   = REP_OBJECT;
        reg(b, env)->ctype = "rf_closure *";
    }
    return call_instance(b, NULL, function_info(e->function)->boxed, env, NO_REG, both, 2);
}

static void take(Build *b, Consumer *self, RegId item)
{
    End  *e = (End *)self;
    RegId both[2], got = NO_REG;

    set_place(b, e->at);
    both[0] = e->answer;
    switch (e->kind) {
    case END_SUM:
        both[1]             = box(b, item);
        got                 = call_c(b, "rf_sum_step", bt(b, TY_ANY), 'e', 0, 2, both);
        last_inst(b)->quiet = true;
        break;
    case END_COUNT:
        got = emit(b, IR_RAW_INT, bt(b, TY_INT), e->answer, const_int(b, 1), 0);
        last_inst(b)->imm.op = OP_ADD;
        break;
    case END_COLLECT:
        both[1] = box(b, item);
        got     = call_c(b, "rf_array_push", reg(b, e->answer)->type, '-', 3, 2, both);
        break;
    case END_REDUCE:
        got = call_reducer(b, e, item);
        break;
    }
    move(b, e->answer, coerce(b, got, reg(b, e->answer)->type));
}

static Function *reducer(const Build *b, const Node *n)
{
    Function *fn = n->kind == ND_FUNC ? b->p->typed->program->function[n->id] : NULL;

    return fn && !fn->is_async && !fn->is_generator && fn->params.len == 2 &&
                   function_info(fn)->boxed
               ? fn
               : NULL;
}

static bool find_end(const Build *b, const Node *n, End *e)
{
    static const struct {
        const char *name;
        EndKind     kind;
        uint32_t    args;
    } rows[] = {{"sum", END_SUM, 0},
                {"count", END_COUNT, 0},
                {"collect", END_COLLECT, 0},
                {"reduce", END_REDUCE, 2}};
    Text name = symbol_text(b->p->c->symbols, n->as.method.name);

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!text_equal(name, text_of(rows[i].name)) ||
            list_count(n->as.method.args) != rows[i].args)
            continue;
        e->kind     = rows[i].kind;
        e->function = rows[i].args ? reducer(b, n->as.method.args->next) : NULL;
        return rows[i].args == 0 || e->function;
    }
    return false;
}

/* The answer before the first value. */
static RegId first_answer(Build *b, const Node *n, const End *e)
{
    RegId made;

    switch (e->kind) {
    case END_SUM:
        return box(b, const_int(b, 0));
    case END_COUNT:
        return const_int(b, 0);
    case END_COLLECT:
        made = temp(b, type_array(b->p->typed->types, bt(b, TY_ANY)));
        add_inst(b, IR_ARRAY, made, NULL, 0)->symbol2 = "rf_values_kind";
        return made;
    case END_REDUCE:
        break;
    }
    return build_boxed(b, n->as.method.args);
}

static void begin(Build *b, const Node *n, End *e, Scope *around)
{
    RegId       first = first_answer(b, n, e);
    const Type *type  = e->kind == END_COUNT || e->kind == END_COLLECT ? reg(b, first)->type
                                                                       : bt(b, TY_ANY);

    e->answer = variable(b, type);
    move(b, e->answer, first);
    if (!e->function || !function_info(e->function)->needs_env)
        return;
    e->closure = variable(b, bt(b, TY_ANY));
    move(b, e->closure, box(b, build_function_value(b, e->function)));
    vec_push(&b->p->c->arena, &around->vars, e->closure);
}

RegId build_chain_end(Build *b, Node *n)
{
    End    e     = {.base = {.take = take, .weight = END_WEIGHT}, .at = n->as.method.op_at};
    Block *outer = b->block, list = {0};
    Scope  around;
    bool   done;

    if (!find_end(b, n, &e))
        return NO_REG;
    b->block = &list;
    open_scope(b, &around);
    begin(b, n, &e, &around);
    done = build_pipeline(b, n->as.method.object, &e.base, e.at);
    close_scope(b);
    b->block = outer;
    if (!done)
        return NO_REG;
    append_block(outer, &list);
    return box(b, e.answer);
}
