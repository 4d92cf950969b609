/* Structs of numbers in C variables.

   A struct is a value (S-2): where all of its fields are held as ints, floats and bools, a
   variable can be a C struct, and so can parameters and results. Nothing is allocated or counted
   then, and a method that answers its changed self passes it on in registers. An object is made
   where one is needed: for elements of arrays, values of any type, results of generators and
   async bodies. A variable that only passes objects on stays a pointer.

   needs    build
   leaves   REP_STRUCT; STRUCT_LOAD and STRUCT_MAKE between the two forms; IrFunc::gives_struct */

#include "lower/lower.h"

enum { MOST_FIELDS = 8 }; /* a larger one is not worth copying */

/* How a variable is used. */
typedef struct Facts {
    bool is_set;   /* one of its fields is */
    bool is_fresh; /* it gets a struct that has no object */
    bool is_boxed; /* something needs its object */
} Facts;

typedef struct Structs {
    IrProgram *p;
    IrFunc    *f;
    Facts     *facts;  /* by register of the function as it was */
    bool      *values; /* by register: it becomes a C struct */
    size_t     count;  /* of registers of the function as it was */
} Structs;

/* ---- which types ---- */

static bool is_plain(const Type *t)
{
    const StructInfo *s = t && t->kind == TY_STRUCT ? t->structure : NULL;

    if (!s || s->fields.len == 0 || s->fields.len > MOST_FIELDS)
        return false;
    for (size_t i = 0; i < s->fields.len; i++) {
        const FieldInfo *f   = &s->fields.at[i];
        Rep              rep = type_rep(f->type);
        if (f->may_be_absent || (rep != REP_INT && rep != REP_FLOAT && rep != REP_BOOL))
            return false;
    }
    return true;
}

static bool gives_struct(const IrFunc *f)
{
    return f->kind == IRF_PLAIN && !f->is_direct && !f->is_directly_called &&
           is_plain(f->call_type);
}

void lower_as_struct(Reg *r)
{
    r->rep                           = REP_STRUCT;
    r->counted                       = false;
    r->type->structure->in_variables = true;
}

static Reg *reg_of(const Structs *s, RegId r)
{
    return &s->f->regs.at[r];
}

static bool is_candidate(const Structs *s, RegId r)
{
    return r && reg_of(s, r)->rep == REP_OBJECT && !reg_of(s, r)->ctype &&
           is_plain(reg_of(s, r)->type);
}

/* ---- which registers ---- */

static bool is_unique_call(const Inst *in)
{
    return in->op == IR_CALL_C && in->imm.symbol && strcmp(in->imm.symbol, "rf_struct_unique") == 0;
}

/* The operation makes a struct that need not be an object. */
static bool makes_value(const Inst *in)
{
    return in->op == IR_STRUCT_NEW || (in->op == IR_CALL && in->imm.callee->gives_struct) ||
           is_unique_call(in);
}

/* Operand k may be a C struct. */
static bool takes_value(const Structs *s, const Inst *in, uint32_t k)
{
    switch ((int)in->op) {
    case IR_FIELD_GET:
    case IR_FIELD_SET:
    case IR_FIELD_INIT:
        return k == 0;
    case IR_MOVE:
    case IR_COPY:
    case IR_RELEASE:
        return true;
    case IR_RETURN:
        return s->f->gives_struct;
    case IR_CALL:
        return true; /* parameters of plain structs are C structs, all of them */
    default:
        return is_unique_call(in);
    }
}

static void look_at(void *self, Inst *in)
{
    Structs *s = self;

    if (in->op == IR_FIELD_SET || in->op == IR_FIELD_INIT)
        s->facts[in->args[0]].is_set = true;
    if (makes_value(in) && !is_unique_call(in))
        s->values[in->dst] = is_candidate(s, in->dst);
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (!takes_value(s, in, k))
            s->facts[in->args[k]].is_boxed = true;
}

static void look_at_moves(void *self, Inst *in)
{
    Structs *s = self;
    RegId    from;

    if (in->op != IR_MOVE)
        return;
    from = in->args[0];
    if (!reg_of(s, from)->is_var && s->values[from])
        s->facts[in->dst].is_fresh = true;
}

static bool only_passes_on(const Facts *f)
{
    return f->is_boxed && !f->is_set && !f->is_fresh;
}

static void choose_variables(Structs *s)
{
    for (RegId r = 1; r < s->count; r++)
        if (is_candidate(s, r) && reg_of(s, r)->is_param)
            s->values[r] = true;
        else if (is_candidate(s, r) && reg_of(s, r)->is_var)
            s->values[r] = !only_passes_on(&s->facts[r]);
}

/* What a test of ownership answers, and copies, are as their operand is. */
static void choose_copies(void *self, Inst *in)
{
    Structs *s = self;

    if ((in->op == IR_COPY || is_unique_call(in)) && is_candidate(s, in->dst))
        s->values[in->dst] = s->values[in->args[0]];
}

/* ---- the change ---- */

static RegId new_register(Structs *s, RegId like, bool is_value)
{
    RegId r = ir_reg(s->p, s->f, reg_of(s, like)->type, 0, false);

    if (is_value)
        lower_as_struct(reg_of(s, r));
    return r;
}

static bool is_value(const Structs *s, RegId r)
{
    return r < s->count ? s->values[r] : reg_of(s, r)->rep == REP_STRUCT;
}

static RegId converted(Structs *s, Block *to, const Inst *in, RegId from, bool to_value)
{
    RegId made = new_register(s, from, to_value);

    lower_add(s->p, to, in->at, to_value ? IR_STRUCT_LOAD : IR_STRUCT_MAKE, made, 1, &from);
    return made;
}

/* What operand k must be: true a C struct, false an object. */
static bool wants_value(const Structs *s, const Inst *in, uint32_t k)
{
    const IrFunc *callee;
    uint32_t      first;

    switch ((int)in->op) {
    case IR_MOVE:
    case IR_COPY:
        return s->values[in->dst];
    case IR_CALL:
        callee = in->imm.callee;
        first  = first_parameter(in);
        if (k >= first)
            return is_plain(callee->regs.at[callee->params[k - first]].type);
        return callee->receiver && k + 1 == first &&
               is_plain(callee->regs.at[callee->receiver].type);
    case IR_RETURN:
        return s->f->gives_struct;
    default:
        return takes_value(s, in, k) && is_value(s, in->args[k]);
    }
}

static void convert_operands(Structs *s, Block *to, Inst *in)
{
    for (uint32_t k = 0; k < in->arg_count; k++) {
        RegId r = in->args[k];
        bool  want;
        if (!is_candidate(s, r))
            continue;
        want = wants_value(s, in, k);
        if (want != s->values[r])
            in->args[k] = converted(s, to, in, r, want);
    }
}

static void plain_operation(Inst *in)
{
    if (in->result == 'o' || in->result == 'v')
        in->result = 's';
    if (in->op == IR_MOVE || in->op == IR_COPY)
        in->own = 0;
}

/* An object comes where a C struct is wanted. */
static void convert_result(Structs *s, Block *to, Inst *in)
{
    RegId dst = in->dst;

    in->dst = new_register(s, dst, false);
    ir_append(to, in);
    lower_add(s->p, to, in->at, IR_STRUCT_LOAD, dst, 1, &in->dst);
}

/* p = unique p: a C struct has one owner always. */
static bool is_test_of_value(const Structs *s, const Inst *in, const Inst *next)
{
    return is_unique_call(in) && s->values[in->args[0]] && next && next->op == IR_MOVE &&
           next->args[0] == in->dst && next->dst == in->args[0];
}

static void change_list(Structs *s, Block *b)
{
    Block kept = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        change_list(s, &in->other);
        change_list(s, &in->body);
        change_list(s, &in->last);
        if (in->op == IR_RELEASE && s->values[in->args[0]])
            continue;
        if (is_test_of_value(s, in, next)) {
            next = next->next;
            continue;
        }
        convert_operands(s, &kept, in);
        if (in->dst && in->dst < s->count && s->values[in->dst]) {
            if (in->op != IR_MOVE && in->op != IR_COPY && !makes_value(in)) {
                convert_result(s, &kept, in);
                continue;
            }
            if (in->op == IR_STRUCT_NEW)
                in->why = "no object";
            plain_operation(in);
        }
        ir_append(&kept, in);
    }
    *b = kept;
}

static void change_registers(Structs *s)
{
    for (RegId r = 1; r < s->count; r++)
        if (s->values[r])
            lower_as_struct(reg_of(s, r));
}

static bool any_candidate(const Structs *s)
{
    for (RegId r = 1; r < s->count; r++)
        if (is_candidate(s, r))
            return true;
    return false;
}

static void change_function(IrProgram *p, IrFunc *f, Arena *scratch)
{
    Structs s = {.p = p, .f = f, .count = f->regs.len};

    if (!any_candidate(&s))
        return;
    s.facts  = ARENA_ARRAY(scratch, Facts, s.count + 1);
    s.values = ARENA_ARRAY(scratch, bool, s.count + 1);
    ir_walk(&f->body, look_at, &s);
    ir_walk(&f->body, look_at_moves, &s);
    choose_variables(&s);
    ir_walk(&f->body, choose_copies, &s);
    change_list(&s, &f->body);
    change_registers(&s);
}

void lower_structs(IrProgram *p)
{
    Arena scratch = {0};

    for (size_t i = 0; i < p->funcs.len; i++)
        p->funcs.at[i]->gives_struct = gives_struct(p->funcs.at[i]);
    for (size_t i = 0; i < p->funcs.len; i++)
        change_function(p, p->funcs.at[i], &scratch);
    arena_free(&scratch);
}
