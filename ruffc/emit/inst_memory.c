/* What reads and changes memory: moves and counts, arrays, globals, captured variables, fields. */

#include <inttypes.h>
#include <stdlib.h>

#include "emit/inst.h"

void emit_move(Emit *e, const Inst *in)
{
    const Reg  *r = &e->f->regs.at[in->dst];
    const char *s = owned_operand(e, in, 0);

    if (!r->counted || in->fresh || !r->owns)
        line(e, "%s = %s;", dst_name(e, in), s);
    else
        line(e, r->rep == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);",
             dst_name(e, in), s);
}

void emit_release(Emit *e, const Inst *in)
{
    const Reg *r      = &e->f->regs.at[in->args[0]];
    bool       clears = r->is_var || r->cleanup;

    if (r->rep == REP_LOOP)
        line(e, "%s;", loop_end(e, in->args[0]));
    else if (r->owns)
        line(e,
             clears ? (r->rep == REP_VALUE ? "rf_clear(cx, %s);" : "rf_clear_object(cx, %s);")
                    : (r->rep == REP_VALUE ? "rf_release(cx, %s);" : "rf_release_object(cx, %s);"),
             reg_name(e, in->args[0]));
}

/* What an index that lies outside comes to: counted from the end, or an error. */
static void put_outside(Emit *e, const Inst *in, const char *index, const char *length)
{
    const char *d = dst_name(e, in);

    line(e, "%s = rf_from_end(%s, %s);", d, d, length);
    line(e, "if (rf_outside(%s, %s)) {", d, length);
    line(e, "rf_throw_index(cx, %s);", index);
    emit_failure_always(e, in);
    line(e, "}");
}

/* s[i] as its code point. */
void emit_character(Emit *e, const Inst *in)
{
    const char *s = any_operand(e, in, 0), *i = operand(e, in->args[1]), *d = dst_name(e, in);

    line(e, "%s = %s;", d, i);
    if (in->safe)
        line(e, "if (RF_UNLIKELY(!%s && rf_outside(%s, %s->length))) {", reg_name(e, in->safe), d, s);
    else
        line(e, "if (RF_UNLIKELY(rf_outside(%s, %s->length))) {", d, s);
    put_outside(e, in, i, text(e, "%s->length", s));
    line(e, "}");
    line(e, "%s = rf_character(%s, %s);", d, s, d);
}

void emit_index(Emit *e, const Inst *in)
{
    const char *a = any_operand(e, in, 0), *i = operand(e, in->args[1]), *d = dst_name(e, in);

    line(e, "%s = %s;", d, i);
    if (in->quits) {
        line(e, "if (RF_UNLIKELY(rf_outside(%s, %s->len)))", d, a);
        line(e, "    break;");
        return;
    }
    if (in->safe)
        line(e, "if (RF_UNLIKELY(!%s && rf_outside(%s, %s->len))) {", reg_name(e, in->safe), d, a);
    else
        line(e, "if (RF_UNLIKELY(rf_outside(%s, %s->len))) {", d, a);
    put_outside(e, in, i, text(e, "%s->len", a));
    line(e, "}");
}

static const char *with_offset(Emit *e, const char *s, int32_t offset)
{
    return offset == 0 ? s : text(e, offset > 0 ? "%s + %d" : "%s - %d", s, abs(offset));
}

/* Every value of a counter, or one so much beside it, lies inside an array or string, or a row of an
   array. */
void emit_inside(Emit *e, const Inst *in)
{
    const char *from = any_operand(e, in, 0), *limit = any_operand(e, in, 1), *row, *length;
    bool        below = in->imm.op == OP_LESS;

    if (in->op == IR_INSIDE_ROW) {
        row = operand(e, in->args[3]);
        if (in->row_offset)
            row = text(e, "rf_add_wrapping(%s, %d)", row, in->row_offset);
        put_value(e, in, text(e, "%s >= %d && rf_row_holds(%s, %s, %s, %d)", from, -in->offset,
                              operand(e, in->args[2]), row, limit, in->offset + !below));
        return;
    }
    length = e->f->regs.at[in->args[2]].type->kind == TY_STRING ? "length" : "len";
    length = text(e, "%s->%s", any_operand(e, in, 2), length);
    put_value(e, in, text(e, "%s >= %d && %s %s %s", from, -in->offset, limit, below ? "<=" : "<",
                          with_offset(e, length, -in->offset)));
}

void emit_store_item(Emit *e, const Inst *in)
{
    const Type *t = e->f->regs.at[in->args[0]].type;
    const char *a = operand(e, in->args[0]), *i = operand(e, in->args[1]), *m = array_member(t);

    if (m[0] == 'v')
        line(e, "rf_assign(cx, &%s->at.v[%s], %s);", a, i, owned_operand(e, in, 2));
    else
        line(e, "%s->at.%s[%s] = %s;", a, m, i, operand(e, in->args[2]));
}

void emit_array(Emit *e, const Inst *in)
{
    const char *kind = in->symbol2;
    bool ints = strcmp(kind, "rf_ints_kind") == 0, reals = strcmp(kind, "rf_floats_kind") == 0,
         bools = strcmp(kind, "rf_bools_kind") == 0;
    TextBuf b  = {.arena = &e->c->arena};

    if (in->arg_count == 0) {
        assign(e, in, text(e, "rf_array_new(cx, &%s, 0)", kind));
        return;
    }
    for (uint32_t k = 0; k < in->arg_count; k++)
        textbuf_format(&b, "%s%s", k ? ", " : "", owned_operand(e, in, k));
    textbuf_char(&b, '\0');
    assign(e, in,
           text(e, "%s(cx, (%s[%u]){%s}, %u)",
                ints    ? "rf_ints_of"
                : reals ? "rf_floats_of"
                : bools ? "rf_bools_of"
                        : "rf_array_of",
                ints    ? "int64_t"
                : reals ? "double"
                : bools ? "bool"
                        : "rf_value",
                in->arg_count, textbuf_text(&b).at, in->arg_count));
}

void emit_capture(Emit *e, const Inst *in)
{
    const Reg  *r   = &e->f->regs.at[in->dst];
    const char *env = in->arg_count > 0 ? operand(e, in->args[0]) : "env";

    if (env[0] == '(') /* a cast, which binds less than the arrow */
        env = text(e, "(%s)", env);
    if (in->imm.integer < 0)
        put_value(e, in, text(e, "rf_from_object(%s)", env));
    else if (r->rep == REP_OBJECT)
        put_value(e, in,
                  text(e, "(%s)%s->captures[%" PRId64 "].as.o", ctype_reg(e, r), env,
                       in->imm.integer));
    else
        put_value(e, in, text(e, "%s->captures[%" PRId64 "]", env, in->imm.integer));
}

static Rep global_rep(const Emit *e, const Binding *b)
{
    return b->maybe_unset || b->kind == BIND_FUNC ? REP_VALUE
                                                  : type_rep(var_type(e->p->typed, NULL, b));
}

void emit_global_set(Emit *e, const Inst *in)
{
    const char *g = global_name(e, in->imm.global);
    Rep         r = global_rep(e, in->imm.global);

    if ((r == REP_VALUE || r == REP_OBJECT) && var_info(in->imm.global)->fixed) {
        line(e, "%s = %s;", g, owned_operand(e, in, 0));
        line(e, r == REP_VALUE ? "rf_share(cx, %s);" : "rf_share(cx, rf_from_object(%s));", g);
    } else if (r == REP_VALUE || r == REP_OBJECT)
        line(e, r == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);", g,
             owned_operand(e, in, 0));
    else
        line(e, "%s = %s;", g, operand(e, in->args[0]));
}

void emit_own(Emit *e, const Inst *in, const char *place)
{
    line(e, "%s = %s(cx, %s);", place, in->symbol2, place);
    line(e, "%s = %s;", dst_name(e, in), place);
}

void emit_place_own(Emit *e, const Inst *in)
{
    const char *p = operand(e, in->args[0]);

    const char *type = ctype_reg(e, &e->f->regs.at[in->dst]);

    if (in->keeps_unique)
        line(e, "%s = (%s)%s->as.o;", dst_name(e, in), type, p);
    else if (in->safe)
        line(e, "%s = (%s)(%s ? (void *)%s->as.o : %s_at(cx, %s));", dst_name(e, in), type,
             reg_name(e, in->safe), p, in->symbol2, p);
    else
        line(e, "%s = (%s)%s_at(cx, %s);", dst_name(e, in), type, in->symbol2, p);
}

const char *member_operator(const Emit *e, RegId r)
{
    return e->f->regs.at[r].rep == REP_STRUCT ? "." : "->";
}

void emit_struct_new(Emit *e, const Inst *in)
{
    const char *name = struct_name(in->imm.structure);

    if (e->f->regs.at[in->dst].rep == REP_STRUCT)
        line(e, "%s = (%s_value){0};", dst_name(e, in), name);
    else
        line(e, "%s = %s;", dst_name(e, in), struct_maker(e, in->imm.structure));
}

/* Between an object and a C struct. */
void emit_struct_form(Emit *e, const Inst *in)
{
    const char *name = struct_name(e->f->regs.at[in->dst].type->structure);
    const char *from = operand(e, in->args[0]);

    assign(e, in, in->op == IR_STRUCT_LOAD ? text(e, "%s_load(%s)", name, from)
                                           : text(e, "%s_make(cx, %s)", name, from));
}

void emit_field_set(Emit *e, const Inst *in)
{
    const char *place = text(e, "%s%s%s", operand(e, in->args[0]), member_operator(e, in->args[0]),
                             field_name(e, in->imm.field));
    Rep         r     = type_rep(in->imm.field->type);

    if (r == REP_VALUE || r == REP_OBJECT)
        line(e, r == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);", place,
             owned_operand(e, in, 1));
    else
        line(e, "%s = %s;", place, operand(e, in->args[1]));
}

void emit_field_check(Emit *e, const Inst *in)
{
    line(e, "if (RF_UNLIKELY(%s->%s.tag == RF_ABSENT)) {", operand(e, in->args[0]),
         field_name(e, in->imm.field));
    line(e, "rf_throw_no_field(cx, RF_TEXT(%s));",
         string_literal(e, symbol_text(e->c->symbols, in->imm.field->name)));
    emit_failure_always(e, in);
    line(e, "}");
}

/* Null has no fields: what the runtime does for any value throws the error that says so. */
void emit_some_check(Emit *e, const Inst *in)
{
    bool        in_place = e->f->regs.at[in->args[0]].rep == REP_PLACE;
    const char *v = any_operand(e, in, 0), *last = in->symbol2 ? text(e, ", %s", in->symbol2) : "";

    line(e, "if (RF_UNLIKELY(%s%stag != RF_OBJECT)) {", v, in_place ? "->" : ".");
    line(e, "%s(cx, %s, %s%s);", in->imm.symbol, v, operand(e, in->args[1]), last);
    emit_failure_always(e, in);
    line(e, "}");
}

void emit_set_check(Emit *e, const Inst *in)
{
    line(e, "if (RF_UNLIKELY(%s.tag == RF_ABSENT)) {", operand(e, in->args[0]));
    line(e, "rf_throw_undefined(cx, %s);", c_literal(e, in->imm.text));
    emit_failure_always(e, in);
    line(e, "}");
}
