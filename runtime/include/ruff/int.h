#ifndef RUFF_INT_H
#define RUFF_INT_H

#include "ruff/abi.h"

/* Checked 64-bit arithmetic (S-4 … S-6). The macros answer true on overflow and leave the wrapped
   result in *r; the emitted code then calls rf_throw_overflow with the operands. */

#ifdef __TINYC__
/* tcc has no overflow builtins; the flag of the machine is the fastest test there. */
#define RF_SETO_(insn, a, b, r)                                                                    \
    ({                                                                                             \
        int64_t       t_ = (a);                                                                    \
        unsigned char o_;                                                                          \
        __asm__(insn " %2,%0; seto %1" : "+r"(t_), "=q"(o_) : "r"((int64_t)(b)));                  \
        *(r) = t_;                                                                                 \
        o_;                                                                                        \
    })
#define rf_add_overflows(a, b, r) RF_SETO_("addq", a, b, r)
#define rf_sub_overflows(a, b, r) RF_SETO_("subq", a, b, r)
#define rf_mul_overflows(a, b, r) RF_SETO_("imulq", a, b, r)
#else
#define rf_add_overflows(a, b, r) __builtin_add_overflow((int64_t)(a), (int64_t)(b), r)
#define rf_sub_overflows(a, b, r) __builtin_sub_overflow((int64_t)(a), (int64_t)(b), r)
#define rf_mul_overflows(a, b, r) __builtin_mul_overflow((int64_t)(a), (int64_t)(b), r)
#endif

/** Sums and differences modulo 2^64. */
#define rf_add_wrapping(a, b) ((int64_t)((uint64_t)(a) + (uint64_t)(b)))
#define rf_sub_wrapping(a, b) ((int64_t)((uint64_t)(a) - (uint64_t)(b)))

/** Throws "Integer overflow: A op B". `op` is one of + - * / %. */
RF_COLD void rf_throw_overflow(rf_ctx *cx, int64_t a, char op, int64_t b);
/** Throws "Integer overflow: -(A)". */
RF_COLD void rf_throw_negation(rf_ctx *cx, int64_t a);
/** Throws for a / b or a % b that cannot be computed: divisor zero or the overflow of S-5. */
RF_COLD void rf_throw_division(rf_ctx *cx, int64_t a, char op, int64_t b);
/** Throws "Division by zero" or "Modulo by zero" for floats. */
RF_COLD void rf_throw_zero(rf_ctx *cx, char op);

/** True when a / b and a % b cannot be computed as they are: b is 0, or -1 with the smallest int. */
#define rf_bad_divisor(a, b) ((b) == 0 || ((b) == -1 && (a) == INT64_MIN))

/** x % y on floats, sign of x (S-7); y is not 0. */
double rf_float_mod(double x, double y);

/** True when index i does not lie in 0 … len-1. */
#define rf_outside(i, len) ((uint64_t)(i) >= (uint64_t)(len))
/** An index that lies outside, counted from the end: it may still lie outside. */
#define rf_from_end(i, len) ((int64_t)((uint64_t)(i) + (uint64_t)(len)))
/** Throws "Index out of bounds: I". Only on ways that leave, so that loops keep lengths in registers. */
RF_COLD void rf_throw_index(rf_ctx *cx, int64_t i);
/** An index that lies outside: counts a negative one from the end, else throws "Index out of bounds: I"
    and answers -1. */
int64_t rf_index_from_end(rf_ctx *cx, int64_t i, int64_t len);

#endif
