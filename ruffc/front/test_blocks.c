/* Test blocks to calls: see test_blocks.h.

       test "adds" { … }        test(0, 3, 4, func() { … })
       test_group "g" { … }     test(1, 3, 7, func() { … })    with the tests 3 to 6 in it
       test_setup { … }         test(2, 0, 0, func() { … })
       at the end               test(4, 0, 0, null)

   The numbers of the kinds are TestKind and, with the last one, those of runtime/core/test.h. */

#include "front/test_blocks.h"

enum { KIND_RUN = TEST_TEARDOWN + 1 };

typedef struct Rewrite {
    Compiler *c;
    TestList *tests;
    Text      group; /* the titles around, each with ` > ` behind it */
} Rewrite;

static Node *new_node(Rewrite *r, NodeKind kind, Span at)
{
    Node *n = ARENA_NEW(&r->c->arena, Node);

    n->kind = kind;
    n->id   = ++r->c->node_count;
    n->at   = at;
    return n;
}

static Node *new_integer(Rewrite *r, size_t value, Span at)
{
    Node *n = new_node(r, ND_INT, at);

    n->as.integer = (int64_t)value;
    return n;
}

static Node *new_lambda(Rewrite *r, Node *body, Span at)
{
    Node *n = new_node(r, ND_FUNC, at);

    n->as.func.body    = body;
    n->as.func.name_at = at;
    return n;
}

/* test(kind, first, end, body) */
static Node *new_call(Rewrite *r, int kind, size_t first, size_t end, Node *body, Span at)
{
    Node *call = new_node(r, ND_CALL, at), *name = new_node(r, ND_NAME, at);
    Node *arg = new_integer(r, (size_t)kind, at);

    name->as.name        = symbol_of(r->c->symbols, TEXT("test"));
    call->as.call.op_at  = at;
    call->as.call.callee = name;
    call->as.call.args   = arg;
    arg = arg->next = new_integer(r, first, at);
    arg = arg->next = new_integer(r, end, at);
    arg->next       = body;
    return call;
}

static bool rewrite_below(void *self, Node *n);

static Text name_in_group(Rewrite *r, Text title, const char *behind)
{
    return text_of(
        text_format(&r->c->arena, "%.*s%.*s%s", TEXT_ARG(r->group), TEXT_ARG(title), behind));
}

static void rewrite_test(Rewrite *r, Node *n)
{
    TestKind kind  = n->as.test.kind;
    Node    *body  = n->as.test.body;
    size_t   first = r->tests->len;
    Text     group = r->group;

    if (kind == TEST_CASE)
        vec_push(&r->c->arena, r->tests,
                 ((TestCase){name_in_group(r, n->as.test.title, ""), n->at}));
    if (kind == TEST_GROUP)
        r->group = name_in_group(r, n->as.test.title, " > ");
    ast_walk(body, rewrite_below, r);
    r->group      = group;
    n->kind       = ND_EXPR;
    n->as.operand = new_call(r, (int)kind, first, r->tests->len, new_lambda(r, body, n->at), n->at);
}

static bool rewrite_below(void *self, Node *n)
{
    if (n->kind != ND_TEST)
        return true;
    rewrite_test(self, n);
    return false;
}

void test_blocks_rewrite(Compiler *c, AstModule *m, TestList *out)
{
    Rewrite r   = {.c = c, .tests = out};
    Node  **end = &m->body->as.body;
    Node   *run;

    ast_walk(m->body, rewrite_below, &r);
    while (*end)
        end = &(*end)->next;
    run             = new_node(&r, ND_EXPR, m->body->at);
    run->as.operand = new_call(&r, KIND_RUN, 0, 0, new_node(&r, ND_NULL, m->body->at), m->body->at);
    *end            = run;
}
