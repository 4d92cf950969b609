/* Expressions to IR, calls apart. */

#include "ir/expr.h"
#include "ir/optional.h"

/* ---- lists of operands ---- */

static bool find_changing(void *self, Node *n)
{
    bool *found = self;

    if (n->kind == ND_METHOD || n->kind == ND_SELECT)
        *found = true;
    return !*found && n->kind != ND_FUNC && n->kind != ND_SPAWN;
}

bool has_changing_call(Node *n)
{
    bool found = false;

    ast_walk(n, find_changing, &found);
    return found;
}

/* An operand that is a variable is read when the operation runs; if a later operand may change it,
   the value of now is kept (S-70). */
RegId keep_if_changed(Build *b, RegId r, Node *later)
{
    if (!reg(b, r)->is_var)
        return r;
    for (; later; later = later->next)
        if (has_changing_call(later))
            return emit(b, IR_COPY, reg(b, r)->type, r, 0, 0);
    return r;
}

uint32_t build_args(Build *b, Node *first, const Type **types, RegId *out)
{
    uint32_t n = 0;

    for (Node *a = first; a; a = a->next, n++) {
        out[n] = types ? build_typed(b, a, types[n]) : build_boxed(b, a);
        out[n] = keep_if_changed(b, out[n], a->next);
    }
    return n;
}

RegId build_typed(Build *b, Node *n, const Type *type)
{
    return coerce(b, build_expr(b, n, type), type);
}

RegId build_boxed(Build *b, Node *n)
{
    return box(b, build_expr(b, n, NULL));
}

/* ---- elements and fields ---- */

static RegId array_item(Build *b, RegId a, RegId i)
{
    const Type *element = reg(b, a)->type->part;
    RegId       at      = emit(b, IR_INDEX, bt(b, TY_INT), a, i, 0);
    RegId       args[2] = {a, at};

    if (is_scalar_rep(type_rep(element)))
        return emit(b, IR_ITEM, element, a, at, 0);
    if (element->kind == TY_ANY || element->kind == TY_NEVER) {
        at                   = call_c(b, "rf_array_item", bt(b, TY_ANY), '-', 0, 2, args);
        last_inst(b)->no_cx = true;
        return coerce(b, at, element);
    }
    return coerce(b, emit(b, IR_ITEM_VIEW, bt(b, TY_ANY), a, at, 0), element);
}

static RegId build_index(Build *b, Node *n)
{
    RegId    x = entry_value(b, n), i, args[2];
    TypeKind k, ik;

    if (x)
        return x;
    args[0] = x = keep_if_changed(b, build_expr(b, n->as.index.object, NULL), n->as.index.index);
    args[1] = i = build_expr(b, n->as.index.index, NULL);
    k  = reg(b, x)->type->kind;
    ik = reg(b, i)->type->kind;
    set_place(b, n->as.index.op_at);
    if (k == TY_ARRAY)
        return array_item(b, x, int_index(b, i, "rf_index_of"));
    if (k == TY_DICT)
        return dict_item(b, x, i);
    if (k == TY_STRING && ik == TY_INT)
        return call_c(b, "rf_string_at", bt(b, TY_STRING), 'z', 0, 2, args);
    args[0] = box(b, x);
    args[1] = box(b, i);
    x                   = call_c(b, "rf_index", bt(b, TY_ANY), 'e', 0, 2, args);
    last_inst(b)->quiet = true;
    return coerce(b, x, node_type(b->in, n));
}

static RegId struct_get(Build *b, RegId s, FieldInfo *field)
{
    RegId got;

    if (field->may_be_absent) {
        emit(b, IR_FIELD_CHECK, NULL, s, 0, 0);
        last_inst(b)->imm.field = field;
    }
    got                       = emit(b, IR_FIELD_GET, field->type, s, 0, 0);
    last_inst(b)->imm.field = field;
    return got;
}

static RegId exported_value(Build *b, Binding *exported, Span at)
{
    Binding *real = binding_real(exported);

    if (real->kind == BIND_FUNC)
        return build_function_value(b, b->p->typed->program->function[real->decl->id]);
    return load_var(b, real, at);
}

bool missing_export(Build *b, Node *object, Symbol name, Span at)
{
    Binding *v = object->kind == ND_NAME ? b->p->typed->program->binding[object->id] : NULL;
    Text     module, symbol = symbol_text(b->p->c->symbols, name);
    TextBuf  message = {.arena = &b->p->c->arena};

    if (!v || v->kind != BIND_MODULE)
        return false;
    module = symbol_text(b->p->c->symbols, v->imported->name);
    textbuf_format(&message, "Symbol '%.*s' not found in module '%.*s'", TEXT_ARG(symbol),
                   TEXT_ARG(module));
    set_place(b, at);
    fail_always(b, "rf_throw", "%s", c_text(b, textbuf_text(&message)), 0);
    return true;
}

/* What a caught error tells without being asked by name (S-72); 0: nothing of the kind. */
static RegId error_field(Build *b, Symbol name, RegId x)
{
    Text  text    = symbol_text(b->p->c->symbols, name);
    bool  message = text_equal(text, TEXT("message"));
    RegId found;

    if (reg(b, x)->type->kind != TY_ERROR || !(message || text_equal(text, TEXT("line"))))
        return NO_REG;
    found = call_c(b, message ? "rf_error_message" : "rf_error_line",
                   bt(b, message ? TY_STRING : TY_INT), '-', 0, 1, &x);
    last_inst(b)->no_cx = true;
    return found;
}

static RegId build_field(Build *b, Node *n)
{
    Binding   *exported = b->p->typed->program->binding[n->id];
    RegId      x, found, args[2];
    FieldInfo *field;

    if (exported)
        return box(b, exported_value(b, exported, n->at));
    if (missing_export(b, n->as.field.object, n->as.field.name, n->as.field.op_at))
        return const_null(b);
    x = build_expr(b, n->as.field.object, NULL);
    set_place(b, n->as.field.op_at);
    if (!n->as.field.optional)
        x = sure_struct(b, x, n->as.field.name);
    if (!n->as.field.optional && reg(b, x)->type->kind == TY_STRUCT) {
        field = struct_field(reg(b, x)->type->structure, n->as.field.name);
        if (field)
            return struct_get(b, x, field);
    }
    if (!n->as.field.optional && (found = error_field(b, n->as.field.name, x)) != NO_REG)
        return found;
    args[0] = box(b, x);
    args[1] = symbol_string(b, n->as.field.name);
    x = call_c(b, n->as.field.optional ? "rf_field_optional" : "rf_field", bt(b, TY_ANY), 'e', 0, 2,
               args);
    last_inst(b)->quiet = true;
    return coerce(b, x, node_type(b->in, n));
}

/* ---- the rest ---- */

static RegId build_name(Build *b, Node *n)
{
    Binding *binding = binding_real(b->p->typed->program->binding[n->id]);

    set_place(b, n->at);
    if (!binding) {
        fail_always(b, "rf_throw_undefined", NULL, NULL, n->as.name);
        return const_null(b);
    }
    return load_var(b, binding, n->at);
}

/* e? gives the payload, or leaves the function with e (S-44). */
static RegId build_question(Build *b, Node *n)
{
    RegId  v    = variable(b, bt(b, TY_ANY));
    RegId  got  = variable(b, bt(b, TY_ANY));
    Block *outer = b->block;
    RegId  test, result;
    Inst  *branch;

    move(b, v, build_boxed(b, n->as.jump.operand));
    set_place(b, n->as.jump.op_at);
    move(b, got, call_c(b, "rf_question_value", bt(b, TY_ANY), 'e', 0, 1, &v));
    test     = emit(b, IR_IS_ABSENT, bt(b, TY_BOOL), got, 0, 0);
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    result   = coerce(b, v, b->f->result);
    leave_function(b, result);
    b->block = outer;
    return got;
}

static RegId build_throw(Build *b, Node *n)
{
    RegId v = build_boxed(b, n->as.jump.operand);

    set_place(b, n->as.jump.op_at);
    emit(b, IR_THROW, NULL, v, 0, 0);
    return const_null(b);
}

RegId build_expr(Build *b, Node *n, const Type *want)
{
    RegId r;

    switch (n->kind) {
    case ND_INT:
        return const_int(b, n->as.integer);
    case ND_FLOAT:
        r = emit(b, IR_FLOAT, bt(b, TY_FLOAT), 0, 0, 0);
        last_inst(b)->imm.real = n->as.real;
        return r;
    case ND_BOOL:
        return const_bool(b, n->as.truth);
    case ND_NULL:
        return const_null(b);
    case ND_STRING:
        return const_string(b, n->as.text);
    case ND_INTERP:
        return build_interpolation(b, n);
    case ND_NAME:
        return build_name(b, n);
    case ND_ARRAY:
        return build_array(b, n, want);
    case ND_DICT:
        return build_dict(b, n, want);
    case ND_INSTANCE:
        return build_instance(b, n);
    case ND_TAG:
        return build_tag(b, n);
    case ND_UNARY:
        return build_unary(b, n);
    case ND_BINARY:
        return build_binary(b, n);
    case ND_CALL:
        return build_call(b, n);
    case ND_METHOD:
        return build_method(b, n);
    case ND_INDEX:
        return build_index(b, n);
    case ND_FIELD:
        return build_field(b, n);
    case ND_TRY_OP:
        return build_question(b, n);
    case ND_AWAIT:
        return build_await(b, n);
    case ND_YIELD:
        return build_yield(b, n);
    case ND_THROW:
        return build_throw(b, n);
    case ND_FUNC:
        return build_function_value(b, b->p->typed->program->function[n->id]);
    case ND_SPAWN:
        return build_spawn(b, n);
    case ND_SELECT:
        return build_select(b, n);
    default:
        return const_null(b); /* statements never come here */
    }
}
