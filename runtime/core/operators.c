/* Operators on values whose types are known at run time only. An Error operand throws itself
   (C-61), then a struct on the left may have a hook (S-41), then numbers and strings have their
   meaning, the rest throws (S-10, S-29). */

#include "core/operators.h"

#include <inttypes.h>
#include <math.h>

#include "core/advice.h"
#include "core/error_state.h"
#include "core/struct_ops.h"
#include "ruff/error.h"
#include "ruff/int.h"
#include "ruff/string.h"

/* ---- faults of arithmetic */

void rf_throw_overflow(rf_ctx *cx, int64_t a, char op, int64_t b)
{
    rf_throw(cx, "Integer overflow: %" PRId64 " %c %" PRId64, a, op, b);
}

void rf_throw_negation(rf_ctx *cx, int64_t a)
{
    rf_throw(cx, "Integer overflow: -(%" PRId64 ")", a);
}

void rf_throw_zero(rf_ctx *cx, char op)
{
    rf_throw(cx, op == '/' ? "Division by zero" : "Modulo by zero");
}

void rf_throw_division(rf_ctx *cx, int64_t a, char op, int64_t b)
{
    if (b == 0)
        rf_throw_zero(cx, op);
    else
        rf_throw_overflow(cx, a, op, b);
}

double rf_float_mod(double x, double y)
{
    return fmod(x, y);
}

int64_t rf_index_from_end(rf_ctx *cx, int64_t i, int64_t len)
{
    if (i < 0 && i >= -len)
        return i + len;
    rf_throw(cx, "Index out of bounds: %" PRId64, i);
    if (rf_wants_advice() && len == 0)
        rf_throw_help(cx, "there is no element");
    else if (rf_wants_advice())
        rf_throw_help(cx, "the length is %" PRId64 ", so the last index is %" PRId64, len, len - 1);
    return -1;
}

void rf_throw_operands(rf_ctx *cx, rf_value a, const char *op, rf_value b)
{
    if (rf_throw_if_error(cx, a) || rf_throw_if_error(cx, b))
        return;
    rf_throw(cx, "Invalid binary operation: %s %s %s", rf_type_name(a), op, rf_type_name(b));
    rf_advise_operands(cx, a, op, b);
}

/* ---- hooks */

/* Calls the hook of a struct on the left. False: there is none. */
static bool hook(rf_ctx *cx, const char *name, rf_value a, const rf_value *b, rf_value *out)
{
    const rf_struct_method *m;

    if (!rf_is(a, RF_K_STRUCT))
        return false;
    m = rf_struct_find_method(rf_struct_type_of(a.as.o), name);
    if (!m)
        return false;
    *out = rf_struct_call(cx, m, a, b, b ? 1 : 0);
    return true;
}

/* A hook of a comparison; its answer counts by its truth. */
static bool compare_hook(rf_ctx *cx, const char *name, rf_value a, rf_value b, bool *out)
{
    rf_value v;

    if (!hook(cx, name, a, &b, &v))
        return false;
    *out = cx->error ? false : rf_condition(cx, v);
    rf_release(cx, v);
    return true;
}

/* ---- arithmetic */

static rf_value int_arithmetic(rf_ctx *cx, char op, int64_t a, int64_t b)
{
    int64_t r = 0;
    bool    bad;

    switch (op) {
    case '+':
        bad = rf_add_overflows(a, b, &r);
        break;
    case '-':
        bad = rf_sub_overflows(a, b, &r);
        break;
    case '*':
        bad = rf_mul_overflows(a, b, &r);
        break;
    default:
        if (rf_bad_divisor(a, b)) {
            rf_throw_division(cx, a, op, b);
            return rf_null;
        }
        return rf_from_int(op == '/' ? a / b : a % b);
    }
    if (bad) {
        rf_throw_overflow(cx, a, op, b);
        return rf_null;
    }
    return rf_from_int(r);
}

static rf_value float_arithmetic(rf_ctx *cx, char op, double a, double b)
{
    switch (op) {
    case '+':
        return rf_from_float(a + b);
    case '-':
        return rf_from_float(a - b);
    case '*':
        return rf_from_float(a * b);
    default:
        if (b == 0) {
            rf_throw_zero(cx, op);
            return rf_null;
        }
        return rf_from_float(op == '/' ? a / b : rf_float_mod(a, b));
    }
}

static bool is_number(rf_value v)
{
    return v.tag == RF_INT || v.tag == RF_FLOAT;
}

static double to_double(rf_value v)
{
    return v.tag == RF_INT ? (double)v.as.i : v.as.d;
}

static bool is_error(rf_value v)
{
    return rf_is(v, RF_K_ERROR);
}

static const char *hook_name(char op)
{
    switch (op) {
    case '+':
        return "op_add";
    case '-':
        return "op_sub";
    case '*':
        return "op_mul";
    case '/':
        return "op_div";
    default:
        return "op_mod";
    }
}

rf_value rf_arithmetic(rf_ctx *cx, char op, rf_value a, rf_value b)
{
    char     text[2] = {op, '\0'};
    rf_value out;

    if (a.tag == RF_INT && b.tag == RF_INT)
        return int_arithmetic(cx, op, a.as.i, b.as.i);
    if (is_number(a) && is_number(b))
        return float_arithmetic(cx, op, to_double(a), to_double(b));
    if (op == '+' && rf_is(a, RF_K_STRING) && rf_is(b, RF_K_STRING))
        return rf_from_object(rf_string_concat(cx, a.as.s, b.as.s));
    if (!is_error(b) && hook(cx, hook_name(op), a, &b, &out))
        return out;
    rf_throw_operands(cx, a, text, b);
    return rf_null;
}

rf_value rf_add_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_arithmetic(cx, '+', a, b);
}

rf_value rf_sub_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_arithmetic(cx, '-', a, b);
}

rf_value rf_mul_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_arithmetic(cx, '*', a, b);
}

rf_value rf_div_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_arithmetic(cx, '/', a, b);
}

rf_value rf_mod_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_arithmetic(cx, '%', a, b);
}

rf_value rf_neg(rf_ctx *cx, rf_value a)
{
    rf_value out;

    if (a.tag == RF_INT) {
        if (a.as.i != INT64_MIN)
            return rf_from_int(-a.as.i);
        rf_throw_negation(cx, a.as.i);
        return rf_null;
    }
    if (a.tag == RF_FLOAT)
        return rf_from_float(-a.as.d);
    if (hook(cx, "op_neg", a, NULL, &out))
        return out;
    if (!rf_throw_if_error(cx, a))
        rf_throw(cx, "Invalid unary operation: - %s", rf_type_name(a));
    return rf_null;
}

/* S-88: `!` takes bools only, unlike a condition. */
static void throw_not(rf_ctx *cx, rf_value a)
{
    rf_throw(cx, "Invalid unary operation: ! %s", rf_type_name(a));
    if (!rf_wants_advice())
        return;
    if (a.tag == RF_INT || a.tag == RF_FLOAT)
        rf_throw_help(cx, "! takes a bool; write value == 0");
    else if (a.tag == RF_OBJECT)
        rf_throw_help(cx, "! takes a bool; write len(value) == 0");
    else
        rf_throw_help(cx, "! takes a bool; write value == null");
}

rf_value rf_not(rf_ctx *cx, rf_value a)
{
    rf_value out;

    if (a.tag == RF_BOOL)
        return rf_from_bool(!a.as.i);
    if (hook(cx, "op_not", a, NULL, &out))
        return out;
    if (!rf_throw_if_error(cx, a))
        throw_not(cx, a);
    return rf_null;
}

/* ---- comparing */

bool rf_eq_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    bool out;

    if (compare_hook(cx, "op_eq", a, b, &out))
        return out;
    return rf_equal(cx, a, b);
}

bool rf_ne_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    bool out;

    if (compare_hook(cx, "op_ne", a, b, &out))
        return out;
    out = rf_eq(cx, a, b);
    return cx->error ? false : !out;
}

/* Below, equal, above or none of them (NaN). */
typedef enum order { BELOW, SAME, ABOVE, UNORDERED } order;

static order order_of(double a, double b)
{
    return a < b ? BELOW : a == b ? SAME : a > b ? ABOVE : UNORDERED;
}

/* The order of two values that have one; false: there is none. */
static bool natural_order(rf_value a, rf_value b, order *out)
{
    if (a.tag == RF_INT && b.tag == RF_INT) {
        *out = a.as.i < b.as.i ? BELOW : a.as.i == b.as.i ? SAME : ABOVE;
        return true;
    }
    if (is_number(a) && is_number(b)) {
        *out = order_of(to_double(a), to_double(b));
        return true;
    }
    if (rf_is(a, RF_K_STRING) && rf_is(b, RF_K_STRING)) {
        *out = order_of(rf_string_order(a.as.s, b.as.s), 0);
        return true;
    }
    return false;
}

/* The answer of a comparison that has no natural order: a hook's, or an error. */
static bool compare_slow(rf_ctx *cx, rf_value a, const char *op, const char *hook_name, rf_value b)
{
    bool out;

    if (!is_error(b) && compare_hook(cx, hook_name, a, b, &out))
        return out;
    rf_throw_operands(cx, a, op, b);
    return false;
}

bool rf_lt_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    order o;

    return natural_order(a, b, &o) ? o == BELOW : compare_slow(cx, a, "<", "op_lt", b);
}

bool rf_le_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    order o;

    return natural_order(a, b, &o) ? o == BELOW || o == SAME
                                   : compare_slow(cx, a, "<=", "op_le", b);
}

bool rf_gt_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    order o;

    return natural_order(a, b, &o) ? o == ABOVE : compare_slow(cx, a, ">", "op_gt", b);
}

bool rf_ge_slow(rf_ctx *cx, rf_value a, rf_value b)
{
    order o;

    return natural_order(a, b, &o) ? o == ABOVE || o == SAME
                                   : compare_slow(cx, a, ">=", "op_ge", b);
}
