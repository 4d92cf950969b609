/* Functions: the bodies that a program runs, and the queue in which they are resolved. */

#include "sema/resolver.h"

#include "support/text.h"

static void prepare(Compiler *c, FunctionRecord *record)
{
    record->first.arena = record->named.seen.arena = record->free.seen.arena =
        record->methods.seen.arena = &c->arena;
    record->live = ORDER_NEVER;
}

Function *function_new(Resolver *r, FunctionKind kind, Node *node)
{
    FunctionRecord *record = ARENA_NEW(&r->c->arena, FunctionRecord);
    Function       *f      = &record->function;

    f->kind   = kind;
    f->node   = node;
    f->module = r->module;
    f->outer  = r->function;
    f->number = (uint32_t)r->p->functions.len;
    vec_push(&r->c->arena, &r->p->functions, f);
    if (r->function)
        vec_push(&r->c->arena, &r->function->inner, f);
    r->p->function[node->id] = f;

    prepare(r->c, record);
    record->scope    = r->scope;
    record->loop     = r->loop;
    record->position = r->order++;
    if (r->function && r->base != base_of(r->function)) {
        record->position   = function_record(r->base)->position;
        record->in_default = true;
    }
    return f;
}

static void queue_function(Resolver *r, JobKind kind, Function *f)
{
    Job job = {kind, f, NULL, NULL, NULL};

    vec_push(&r->c->arena, &r->jobs, job);
}

/* What ND_FUNC says of itself. */
static void take_signature(Resolver *r, Function *f)
{
    const Node *first = f->node->as.func.params;

    f->is_async     = f->node->as.func.is_async;
    f->is_generator = f->node->as.func.is_generator;
    f->has_self     = first && first->as.param.name == symbol_of(r->c->symbols, TEXT("self"));
    r->p->has_async |= f->is_async;
}

void function_declared(Resolver *r, Node *n)
{
    Function *f = function_new(r, FUNCTION_PLAIN, n);
    Binding  *b = r->p->binding[n->id];

    f->name = n->as.func.name;
    take_signature(r, f);
    if (b) {
        record_of(b)->place        = function_record(f)->position;
        b->function                = f;
        function_record(f)->handle = b;
    } else {
        function_record(f)->superseded = true;
    }
    queue_function(r, JOB_FUNCTION, f);
}

Function *function_expression(Resolver *r, Node *n, Symbol name)
{
    Function *f = function_new(r, FUNCTION_PLAIN, n);

    f->name = name;
    take_signature(r, f);
    f->is_value = true;
    queue_function(r, JOB_FUNCTION, f);
    return f;
}

static void method_declared(Resolver *r, Node *structure, Node *n)
{
    Function *f = function_new(r, FUNCTION_METHOD, n);
    Binding  *b = r->p->binding[structure->id];

    f->name        = n->as.func.name;
    f->struct_name = structure->as.structure.name;
    f->structure   = structure;
    take_signature(r, f);
    function_record(f)->handle     = b;
    function_record(f)->superseded = b == NULL;
    queue_function(r, JOB_METHOD, f);
}

/* A default is evaluated where instances are made: it sees what a function that stands here
   would. */
static void queue_default(Resolver *r, Binding *structure, Node *value)
{
    FunctionRecord *stand_in = ARENA_NEW(&r->c->arena, FunctionRecord);
    Job             job = {JOB_DEFAULT, r->function, structure, value, &stand_in->function};

    prepare(r->c, stand_in);
    stand_in->scope    = r->scope;
    stand_in->position = r->order++;
    vec_push(&r->c->arena, &r->jobs, job);
}

void struct_declared(Resolver *r, Node *n)
{
    Binding *b = r->p->binding[n->id];

    if (b)
        record_of(b)->place = r->order++;
    for (Node *field = n->as.structure.fields; field; field = field->next) {
        note_stored_field(r, field->as.struct_field.name, NULL);
        if (field->as.struct_field.value)
            queue_default(r, b, field->as.struct_field.value);
    }
    for (Node *method = n->as.structure.methods; method; method = method->next)
        method_declared(r, n, method);
}

void test_declared(Resolver *r, Node *n)
{
    Function *f = function_new(r, FUNCTION_TEST, n);

    r->p->has_tests = true;
    queue_function(r, JOB_TEST, f);
}

void resolve_spawn(Resolver *r, Node *n)
{
    Function *outer     = r->function;
    bool      breakable = r->breakable, in_try = r->in_try;

    r->function     = function_new(r, FUNCTION_SPAWN, n);
    r->breakable    = false;
    r->in_try       = false;
    r->p->has_spawn = true;
    resolve_block(r, n->as.spawn.body);
    r->function  = outer;
    r->breakable = breakable;
    r->in_try    = in_try;
}

/* ---- the bodies that wait ---- */

static void declare_params(Resolver *r, Function *f)
{
    for (Node *n = f->node->as.func.params; n; n = n->next) {
        Binding *b;

        check_duplicate(r, n->as.param.name, n->at);
        b                       = declare(r, BIND_PARAM, n->as.param.name, n, n->at);
        b->assignments          = 1;
        r->p->binding[n->id]    = b;
        vec_push(&r->c->arena, &f->params, b);
    }
}

static void run_function(Resolver *r, const Job *job)
{
    Function *f = job->function;

    if (job->kind == JOB_METHOD && !f->has_self) {
        scope_open(r);
        r->scope->structure = f->structure;
    }
    scope_open(r);
    if (job->kind == JOB_TEST) {
        resolve_statements(r, f->node->as.test.body->as.body);
    } else {
        declare_params(r, f);
        resolve_statements(r, f->node->as.func.body->as.body);
    }
}

static void run_default(Resolver *r, const Job *job)
{
    r->in_default = job->structure;
    scope_open(r);
    resolve_expr(r, job->value);
    r->in_default = NULL;
}

void run_jobs(Resolver *r)
{
    for (size_t i = 0; i < r->jobs.len; i++) {
        Job job = r->jobs.at[i]; /* the list grows meanwhile */

        r->module    = job.function->module;
        r->function  = job.function;
        r->base      = job.kind == JOB_DEFAULT ? job.stand_in : job.function;
        r->scope     = function_record(r->base)->scope;
        r->loop      = NULL;
        r->breakable = false;
        r->in_try    = false;
        if (job.kind == JOB_DEFAULT)
            run_default(r, &job);
        else
            run_function(r, &job);
    }
}
