/* Instructions, constants and changes of representation. */

#include "ir/build.h"

const Type *bt(const Build *b, TypeKind k)
{
    return type_basic(b->p->typed->types, k);
}

RegId temp(Build *b, const Type *t)
{
    return ir_reg(b->p, b->f, t, 0, false);
}

RegId variable(Build *b, const Type *t)
{
    return ir_reg(b->p, b->f, t, 0, true);
}

Reg *reg(const Build *b, RegId r)
{
    return &b->f->regs.at[r];
}

void set_place(Build *b, Span at)
{
    if (at.end)
        b->at = at;
}

uint32_t place_of(const Build *b)
{
    Position pos = source_position(b->p->c->sources, b->at.file, b->at.start);
    uint32_t col = pos.column > 255 ? 255 : pos.column;

    return pos.line << 8 | col;
}

Inst *add_inst(Build *b, IrOp op, RegId dst, const RegId *args, uint32_t count)
{
    Inst *in = ir_inst(b->p, op);

    in->dst       = dst;
    in->arg_count = count;
    in->args      = ARENA_ARRAY(&b->p->c->arena, RegId, count + 1);
    for (uint32_t i = 0; i < count; i++)
        in->args[i] = args[i];
    in->at     = place_of(b);
    in->closes = b->opened;
    ir_append(b->block, in);
    return in;
}

Inst *last_inst(Build *b)
{
    return b->block->last;
}

RegId emit(Build *b, IrOp op, const Type *result, RegId a0, RegId a1, RegId a2)
{
    RegId    args[3] = {a0, a1, a2};
    uint32_t count   = a2 ? 3 : a1 ? 2 : a0 ? 1 : 0;
    RegId    dst     = result ? temp(b, result) : NO_REG;

    add_inst(b, op, dst, args, count);
    return dst;
}

void move(Build *b, RegId to, RegId from)
{
    add_inst(b, IR_MOVE, to, &from, 1);
}

RegId const_int(Build *b, int64_t i)
{
    RegId r = emit(b, IR_INT, bt(b, TY_INT), 0, 0, 0);

    last_inst(b)->imm.integer = i;
    return r;
}

RegId const_bool(Build *b, bool value)
{
    RegId r = emit(b, IR_BOOL, bt(b, TY_BOOL), 0, 0, 0);

    last_inst(b)->imm.integer = value;
    return r;
}

RegId const_null(Build *b)
{
    return emit(b, IR_NULL, bt(b, TY_NULL), 0, 0, 0);
}

RegId const_string(Build *b, Text t)
{
    RegId r = emit(b, IR_STRING, bt(b, TY_STRING), 0, 0, 0);

    last_inst(b)->imm.text = t;
    return r;
}

void note_method(Build *b, Symbol name)
{
    IrProgram *p = b->p;

    for (size_t i = 0; i < p->methods.len; i++)
        if (p->methods.at[i] == name)
            return;
    vec_push(&p->c->arena, &p->methods, name);
}

RegId symbol_string(Build *b, Symbol s)
{
    return const_string(b, symbol_text(b->p->c->symbols, s));
}

const char *c_text(Build *b, Text t)
{
    char *s = arena_alloc(&b->p->c->arena, t.len + 1, 1, 1);

    memcpy(s, t.at, t.len);
    return s;
}

RegId call_c(Build *b, const char *symbol, const Type *result, char failure, uint32_t own,
             uint32_t count, const RegId *args)
{
    RegId dst = result ? temp(b, result) : NO_REG;
    Inst *in  = add_inst(b, IR_CALL_C, dst, args, count);

    in->imm.symbol = symbol;
    in->own        = own;
    in->failure    = failure;
    in->result     = result ? (reg(b, dst)->counted ? 'o' : 's') : '-';
    return dst;
}

RegId call_list(Build *b, const char *symbol, const Type *result, char failure, uint32_t fixed,
                uint32_t count, const RegId *args)
{
    RegId dst = call_c(b, symbol, result, failure, 0, count, args);

    last_inst(b)->op    = IR_CALL_LIST;
    last_inst(b)->fixed = fixed;
    return dst;
}

void fail_always(Build *b, const char *symbol, const char *text1, const char *text2, Symbol name)
{
    TextBuf call = {.arena = &b->p->c->arena};

    textbuf_format(&call, "%s(cx", symbol);
    if (text1)
        textbuf_format(&call, ", \"%s\"", text1);
    if (text2)
        textbuf_format(&call, ", \"%s\"", text2);
    if (name) {
        textbuf_add(&call, TEXT(", \""));
        textbuf_add(&call, symbol_text(b->p->c->symbols, name));
        textbuf_char(&call, '"');
    }
    textbuf_char(&call, ')');
    add_inst(b, IR_FAIL, NO_REG, NULL, 0)->imm.symbol = c_text(b, textbuf_text(&call));
}

RegId box(Build *b, RegId r)
{
    const Type *any = bt(b, TY_ANY);

    switch (reg(b, r)->rep) {
    case REP_INT:
        return emit(b, IR_BOX_INT, any, r, 0, 0);
    case REP_FLOAT:
        return emit(b, IR_BOX_FLOAT, any, r, 0, 0);
    case REP_BOOL:
        return emit(b, IR_BOX_BOOL, any, r, 0, 0);
    case REP_OBJECT:
        return emit(b, IR_BOX_OBJECT, any, r, 0, 0);
    case REP_VALUE:
    case REP_NONE:
    case REP_STRUCT:
    case REP_PLACE:
    case REP_LOOP:
        break;
    }
    return r;
}

static RegId unbox(Build *b, RegId r, const Type *to)
{
    switch (type_rep(to)) {
    case REP_INT:
        return emit(b, IR_UNBOX_INT, to, r, 0, 0);
    case REP_FLOAT:
        return emit(b, IR_UNBOX_FLOAT, to, r, 0, 0);
    case REP_BOOL:
        return emit(b, IR_UNBOX_BOOL, to, r, 0, 0);
    case REP_OBJECT:
        return emit(b, IR_UNBOX_OBJECT, to, r, 0, 0);
    default:
        return r;
    }
}

/* "ai": array of ints; what rf_retype reads. */
static const char *type_letters(Build *b, const Type *t)
{
    TextBuf out = {.arena = &b->p->c->arena};

    for (; t->part; t = t->part)
        textbuf_char(&out, t->kind == TY_ARRAY ? 'a' : 'd');
    textbuf_char(&out, t->kind == TY_INT     ? 'i'
                       : t->kind == TY_FLOAT ? 'f'
                       : t->kind == TY_BOOL  ? 'b'
                                             : 'v');
    return c_text(b, textbuf_text(&out));
}

/* An empty container whose elements were not known where it was made. */
RegId retype(Build *b, RegId r, const Type *to)
{
    RegId boxed = box(b, r);
    RegId done  = call_c(b, "rf_retype", bt(b, TY_ANY), '-', 1, 1, &boxed);

    last_inst(b)->symbol2 = type_letters(b, to);
    return unbox(b, done, to);
}

static bool needs_retype(const Type *from, const Type *to)
{
    if (from->part && from->part->kind == TY_NEVER)
        return from->kind == TY_ARRAY && to->part &&
               (to->part->kind == TY_INT || to->part->kind == TY_FLOAT ||
                to->part->kind == TY_BOOL);
    return from->part && to->part && needs_retype(from->part, to->part);
}

RegId coerce(Build *b, RegId r, const Type *to)
{
    const Type *from = reg(b, r)->type;
    Rep         have = reg(b, r)->rep, need = type_rep(to);

    if (from == to)
        return r;
    if (need == REP_VALUE && have == REP_VALUE) {
        if (optional_struct(to) && !reg(b, r)->is_var)
            reg(b, r)->type = to; /* what a cell or an element holds is known better */
        return r;
    }
    if (need == REP_VALUE)
        return box(b, r);
    if (from->kind == TY_NEVER || from->kind == TY_NULL)
        return unbox(b, r, to); /* unreachable: the value never comes to be */
    if (have == REP_VALUE)
        return unbox(b, r, to);
    if (have == REP_INT && need == REP_FLOAT)
        return emit(b, IR_TO_FLOAT, to, r, 0, 0);
    if (have == REP_OBJECT && need == REP_OBJECT && needs_retype(from, to))
        return retype(b, r, to);
    return have == need ? r : unbox(b, box(b, r), to);
}

RegId truth(Build *b, RegId r)
{
    const Type *boolean = bt(b, TY_BOOL);
    RegId       n;

    switch (reg(b, r)->type->kind) {
    case TY_BOOL:
        return r;
    case TY_INT:
    case TY_FLOAT:
        return emit(b, IR_NONZERO, boolean, r, 0, 0);
    case TY_STRING:
    case TY_ARRAY:
        n = emit(b, IR_NOT_EMPTY, boolean, r, 0, 0);
        last_inst(b)->imm.symbol = reg(b, r)->type->kind == TY_STRING ? "bytes" : "len";
        return n;
    case TY_DICT:
        n = call_c(b, "rf_dict_len", bt(b, TY_INT), '-', 0, 1, &r);
        last_inst(b)->no_cx = true;
        return emit(b, IR_NONZERO, boolean, n, 0, 0);
    case TY_STRUCT:
        return const_bool(b, true);
    default:
        return emit(b, IR_CONDITION, boolean, r, 0, 0);
    }
}
