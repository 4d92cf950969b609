/* The tree: the table of operators and the walk over all nodes. See ast.h. */
#include "front/ast.h"

const OperatorInfo operator_info[OP_COUNT] = {
#define OPERATOR(id, spelling, level, hook) [OP_##id] = {#id, spelling, level, hook},
#include "front/operator.def"
#undef OPERATOR
};

typedef struct Walk {
    NodeVisitor visit;
    void       *self;
} Walk;

static void walk_children(const Walk *w, Node *n);

static void walk(const Walk *w, Node *n)
{
    if (n && w->visit(w->self, n))
        walk_children(w, n);
}

static void walk_list(const Walk *w, Node *first)
{
    for (Node *n = first; n; n = n->next)
        walk(w, n);
}

/* The first argument of a pipe stands left of what is called. */
static void walk_call(const Walk *w, Node *n)
{
    Node *args = n->as.call.args;

    if (n->as.call.piped) {
        walk(w, args);
        args = args->next;
    }
    walk(w, n->as.call.callee);
    walk_list(w, args);
}

static void walk_func(const Walk *w, Node *n)
{
    walk_list(w, n->as.func.params);
    walk(w, n->as.func.result_type);
    walk(w, n->as.func.body);
}

/* Fields and methods are two lists, and mixed in the source. */
static void walk_struct(const Walk *w, Node *n)
{
    Node *field = n->as.structure.fields, *method = n->as.structure.methods;

    while (field || method) {
        Node **next = !method || (field && field->at.start < method->at.start) ? &field : &method;

        walk(w, *next);
        *next = (*next)->next;
    }
}

static void walk_try(const Walk *w, Node *n)
{
    walk(w, n->as.attempt.body);
    walk(w, n->as.attempt.handler);
    walk(w, n->as.attempt.finally);
}

static void walk_arm(const Walk *w, Node *n)
{
    walk(w, n->as.arm.pattern);
    walk(w, n->as.arm.guard);
    walk(w, n->as.arm.body);
}

static void walk_select_arm(const Walk *w, Node *n)
{
    walk(w, n->as.select_arm.operand);
    walk(w, n->as.select_arm.value);
    walk(w, n->as.select_arm.body);
}

static void walk_three(const Walk *w, Node *a, Node *b, Node *c)
{
    walk(w, a);
    walk(w, b);
    walk(w, c);
}

static void walk_children(const Walk *w, Node *n)
{
    switch (n->kind) {
    case ND_INT:
    case ND_FLOAT:
    case ND_BOOL:
    case ND_NULL:
    case ND_STRING:
    case ND_NAME:
    case ND_VARIANT:
    case ND_BREAK:
    case ND_CONTINUE:
    case ND_IMPORT_NAME:
    case ND_PAT_SKIP:
    case ND_PAT_REST:
    case ND_MATCH_BIND:
    case ND_MATCH_ANY:
    case ND_COUNT:
        break;
    case ND_INTERP:
        walk_list(w, n->as.parts);
        break;
    case ND_ARRAY:
    case ND_DICT:
    case ND_PAT_ARRAY:
    case ND_PAT_DICT:
        walk_list(w, n->as.items);
        break;
    case ND_ENTRY:
        walk_three(w, n->as.entry.key, n->as.entry.value, NULL);
        break;
    case ND_SPREAD:
    case ND_EXPR:
        walk(w, n->as.operand);
        break;
    case ND_INSTANCE:
        walk_list(w, n->as.instance.inits);
        break;
    case ND_FIELD_INIT:
        walk(w, n->as.init.value);
        break;
    case ND_TAG:
        walk_list(w, n->as.tag.args);
        break;
    case ND_UNARY:
        walk(w, n->as.unary.operand);
        break;
    case ND_BINARY:
        walk_three(w, n->as.binary.left, n->as.binary.right, NULL);
        break;
    case ND_CALL:
        walk_call(w, n);
        break;
    case ND_METHOD:
        walk(w, n->as.method.object);
        walk_list(w, n->as.method.args);
        break;
    case ND_INDEX:
        walk_three(w, n->as.index.object, n->as.index.index, NULL);
        break;
    case ND_FIELD:
        walk(w, n->as.field.object);
        break;
    case ND_TRY_OP:
    case ND_AWAIT:
    case ND_YIELD:
    case ND_THROW:
    case ND_RETURN:
        walk(w, n->as.jump.operand);
        break;
    case ND_FUNC:
        walk_func(w, n);
        break;
    case ND_SPAWN:
        walk(w, n->as.spawn.body);
        break;
    case ND_SELECT:
        walk_list(w, n->as.select.arms);
        break;
    case ND_SELECT_ARM:
        walk_select_arm(w, n);
        break;
    case ND_BLOCK:
        walk_list(w, n->as.body);
        break;
    case ND_LET:
        walk_three(w, n->as.let.target, n->as.let.type, n->as.let.value);
        break;
    case ND_ASSIGN:
        walk_three(w, n->as.assign.target, n->as.assign.value, NULL);
        break;
    case ND_PARAM:
        walk(w, n->as.param.type);
        break;
    case ND_STRUCT:
        walk_struct(w, n);
        break;
    case ND_STRUCT_FIELD:
        walk_three(w, n->as.struct_field.type, n->as.struct_field.value, NULL);
        break;
    case ND_ENUM:
        walk_list(w, n->as.enumeration.variants);
        break;
    case ND_IF:
        walk_three(w, n->as.branch.cond, n->as.branch.then, n->as.branch.otherwise);
        break;
    case ND_WHILE:
        walk_three(w, n->as.loop.cond, n->as.loop.body, NULL);
        break;
    case ND_FOR:
        walk_three(w, n->as.each.target, n->as.each.iterable, n->as.each.body);
        break;
    case ND_MATCH:
        walk(w, n->as.match.subject);
        walk_list(w, n->as.match.arms);
        break;
    case ND_ARM:
        walk_arm(w, n);
        break;
    case ND_TRY:
        walk_try(w, n);
        break;
    case ND_IMPORT:
        walk_list(w, n->as.import.names);
        break;
    case ND_EXPORT:
        walk(w, n->as.declaration);
        break;
    case ND_TEST:
        walk(w, n->as.test.body);
        break;
    case ND_MATCH_CTOR:
        walk_list(w, n->as.ctor.binds);
        break;
    case ND_TYPE:
        walk_list(w, n->as.type.args);
        break;
    }
}

void ast_walk(Node *root, NodeVisitor visit, void *self)
{
    Walk w = {visit, self};

    walk(&w, root);
}

uint32_t list_count(const Node *first)
{
    uint32_t n = 0;

    for (; first; first = first->next)
        n++;
    return n;
}
