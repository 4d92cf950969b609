/* Expressions. */

#include "sema/resolver.h"

#include "support/text.h"

void resolve_list(Resolver *r, Node *first)
{
    for (Node *n = first; n; n = n->next)
        resolve_expr(r, n);
}

/* ---- places ---- */

/* The variable under a chain of [i] and .f, NULL when something else is. */
static Node *place_root(Node *n)
{
    for (;;) {
        if (n->kind == ND_INDEX)
            n = n->as.index.object;
        else if (n->kind == ND_FIELD)
            n = n->as.field.object;
        else
            return n->kind == ND_NAME ? n : NULL;
    }
}

/* The place's value changes in part, so its variable does. */
static void change_place(Resolver *r, Node *place)
{
    Node    *root = place_root(place);
    Binding *b    = root ? r->p->binding[root->id] : NULL;

    if (b)
        use_binding(r, b, root, USE_CHANGE);
}

void resolve_place(Resolver *r, Node *n)
{
    if (n->kind == ND_INDEX) {
        resolve_expr(r, n->as.index.object);
        resolve_expr(r, n->as.index.index);
    } else {
        resolve_expr(r, n->as.field.object);
    }
    change_place(r, n);
}

/* ---- calls and members ---- */

static void resolve_call(Resolver *r, Node *n)
{
    Node *callee = n->as.call.callee;

    r->p->in_try[n->id] = r->in_try;
    if (callee->kind == ND_NAME)
        use_name(r, callee, callee->as.name, USE_CALL);
    else
        resolve_expr(r, callee);
    resolve_list(r, n->as.call.args);
    note_call(r, n);
}

static void resolve_method(Resolver *r, Node *n)
{
    bool in_module;

    r->p->in_try[n->id] = r->in_try;
    in_module = resolve_member(r, n->as.method.object, n->as.method.name, n, USE_CALL);
    if (!in_module)
        resolve_expr(r, n->as.method.object);
    resolve_list(r, n->as.method.args);
    if (!in_module && is_changing_method(r->c, n->as.method.name))
        change_place(r, n->as.method.object);
    note_call(r, n);
}

static void resolve_field(Resolver *r, Node *n)
{
    r->p->in_try[n->id] = r->in_try;
    if (!resolve_member(r, n->as.field.object, n->as.field.name, n, USE_READ))
        resolve_expr(r, n->as.field.object);
}

/* ---- literals ---- */

static void resolve_dict(Resolver *r, Node *n)
{
    for (Node *item = n->as.items; item; item = item->next) {
        if (item->kind == ND_ENTRY) {
            resolve_expr(r, item->as.entry.key);
            resolve_expr(r, item->as.entry.value);
            note_stored_key(r, item->as.entry.key, item->as.entry.value);
        } else {
            resolve_expr(r, item);
        }
    }
}

static void resolve_instance(Resolver *r, Node *n)
{
    Binding *b    = scope_find(r, n->as.instance.name, MENTION_READ);
    Instance made = {NULL, r->function};

    if (b)
        use_binding(r, b, n, USE_READ);
    b = b ? final_target(b) : NULL;
    if (b && b->kind == BIND_STRUCT) {
        r->p->binding[n->id] = made.structure = b;
        vec_push(&r->c->arena, &r->facts->instances, made);
    }
    for (Node *init = n->as.instance.inits; init; init = init->next) {
        resolve_expr(r, init->as.init.value);
        note_stored_field(r, init->as.init.name, init->as.init.value);
    }
}

static void resolve_tag(Resolver *r, Node *n)
{
    r->p->binding[n->id] = resolve_variant(r, n, n->as.tag.enum_name, n->as.tag.variant);
    if (!r->p->binding[n->id])
        check_result_tag(r, n);
    resolve_list(r, n->as.tag.args);
}

/* ---- select ---- */

static void resolve_select_arm(Resolver *r, Node *arm)
{
    scope_open(r);
    if (arm->as.select_arm.name)
        r->p->binding[arm->id] =
            declare_fresh(r, arm->as.select_arm.name, arm, arm->as.select_arm.name_at);
    resolve_block(r, arm->as.select_arm.body);
    scope_close(r);
}

void resolve_select(Resolver *r, Node *n)
{
    r->p->in_try[n->id] = r->in_try;
    check_select(r, n);
    for (Node *arm = n->as.select.arms; arm; arm = arm->next) {
        resolve_expr(r, arm->as.select_arm.operand);
        resolve_expr(r, arm->as.select_arm.value);
    }
    for (Node *arm = n->as.select.arms; arm; arm = arm->next)
        resolve_select_arm(r, arm);
}

/* ---- operators ---- */

static void resolve_yield(Resolver *r, Node *n)
{
    check_yield(r, n);
    resolve_expr(r, n->as.jump.operand);
    if (n->as.jump.star)
        function_record(r->function)->drives = true;
}

void resolve_expr(Resolver *r, Node *n)
{
    if (!n)
        return;
    switch ((int)n->kind) { /* the other kinds are literals, or no expressions */
    case ND_INTERP:
        resolve_list(r, n->as.parts);
        break;
    case ND_NAME:
        use_name(r, n, n->as.name, USE_READ);
        break;
    case ND_ARRAY:
        resolve_list(r, n->as.items);
        break;
    case ND_DICT:
        resolve_dict(r, n);
        break;
    case ND_SPREAD:
        resolve_expr(r, n->as.operand);
        break;
    case ND_INSTANCE:
        resolve_instance(r, n);
        break;
    case ND_TAG:
        resolve_tag(r, n);
        break;
    case ND_UNARY:
        r->p->in_try[n->id]                    = r->in_try;
        function_record(r->function)->operates = true;
        resolve_expr(r, n->as.unary.operand);
        break;
    case ND_BINARY:
        r->p->in_try[n->id]                    = r->in_try;
        function_record(r->function)->operates = true;
        resolve_expr(r, n->as.binary.left);
        resolve_expr(r, n->as.binary.right);
        break;
    case ND_CALL:
        resolve_call(r, n);
        break;
    case ND_METHOD:
        resolve_method(r, n);
        break;
    case ND_INDEX:
        resolve_expr(r, n->as.index.object);
        resolve_expr(r, n->as.index.index);
        break;
    case ND_FIELD:
        resolve_field(r, n);
        break;
    case ND_TRY_OP:
        resolve_expr(r, n->as.jump.operand);
        may_end_body(r);
        break;
    case ND_AWAIT:
        r->p->in_try[n->id] = r->in_try;
        resolve_expr(r, n->as.jump.operand);
        break;
    case ND_YIELD:
        resolve_yield(r, n);
        break;
    case ND_THROW:
        resolve_list(r, n->as.jump.operand);
        break;
    case ND_FUNC:
        function_expression(r, n, 0);
        break;
    case ND_SPAWN:
        resolve_spawn(r, n);
        break;
    case ND_SELECT:
        resolve_select(r, n);
        break;
    default:
        break;
    }
}
