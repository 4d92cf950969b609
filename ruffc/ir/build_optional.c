/* What is null or an instance of a known struct: one test, then it is that struct.

   Null has no members. The test hands it to the function of the runtime that takes any value, which
   throws what it always does. */

#include "ir/optional.h"

static void check(Build *b, RegId value, Symbol name, const char *symbol, const char *last)
{
    Inst *in;

    emit(b, IR_SOME_CHECK, NULL, value, symbol_string(b, name), 0);
    in             = last_inst(b);
    in->imm.symbol = symbol;
    in->symbol2    = last;
}

RegId sure_struct(Build *b, RegId x, Symbol name)
{
    StructInfo *s = optional_struct(reg(b, x)->type);

    if (!s || !struct_field(s, name))
        return x;
    check(b, x, name, "rf_field", NULL);
    return emit(b, IR_UNBOX_OBJECT, s->type, x, 0, 0);
}

RegId sure_receiver(Build *b, Node *call, RegId x)
{
    const Type *t = node_type(b->in, call->as.method.object);

    if (reg(b, x)->rep != REP_VALUE || !optional_method(b->p->typed, t, call))
        return x;
    set_place(b, call->as.method.op_at);
    check(b, x, call->as.method.name, "rf_throw_no_method", NULL);
    return emit(b, IR_UNBOX_OBJECT, optional_struct(t)->type, x, 0, 0);
}

static void sure_place(Build *b, Place *p, Symbol name, const char *symbol, const char *last)
{
    StructInfo *s = optional_struct(p->type);

    if (!s || !struct_field(s, name))
        return;
    p->reg  = place_address(b, p);
    p->kind = PLACE_SLOT;
    p->type = s->type;
    check(b, p->reg, name, symbol, last);
}

void sure_place_to_reach(Build *b, Place *p, const Node *n)
{
    if (n->kind == ND_FIELD)
        sure_place(b, p, n->as.field.name, "rf_place_field", "false");
}

void sure_place_to_store(Build *b, Place *p, const Node *n)
{
    if (n->kind == ND_FIELD)
        sure_place(b, p, n->as.field.name, "rf_store_field", "rf_null");
}
