#ifndef RUFF_CORE_LIB_H
#define RUFF_CORE_LIB_H

#include "core/collections.h"
#include "core/string_ops.h"
#include "core/text.h"
#include "core/utf8.h"
#include "ruff/builtins.h"
#include "ruff/error.h"

/* What the sources of the built-in functions (lib_*.c) share. Their prototypes, and what each does,
   come from builtins.def. */

#define RF_COUNT_OF(a) (sizeof(a) / sizeof *(a))

/** Throws `text`; but if one of the values is an Error, that Error (C-61). Always answers null. */
RF_COLD rf_value rf_refuse(rf_ctx *cx, const char *text, const rf_value *values, uint32_t count);
/** rf_refuse on the values given. */
#define RF_REFUSE(cx, text, ...)                                                                   \
    rf_refuse((cx), (text), (const rf_value[]){__VA_ARGS__},                                       \
              (uint32_t)RF_COUNT_OF(((const rf_value[]){__VA_ARGS__})))

/** The object behind a value of that sort. */
static inline const rf_string *rf_as_string(rf_value v)
{
    return v.as.s;
}
static inline rf_array *rf_as_array(rf_value v)
{
    return v.as.a;
}
static inline rf_dict *rf_as_dict(rf_value v)
{
    return (rf_dict *)v.as.o;
}
static inline bool rf_is_string(rf_value v)
{
    return rf_is(v, RF_K_STRING);
}
static inline bool rf_is_array(rf_value v)
{
    return rf_is(v, RF_K_ARRAY);
}
static inline bool rf_is_dict(rf_value v)
{
    return rf_is(v, RF_K_DICT);
}
static inline bool rf_is_number(rf_value v)
{
    return v.tag == RF_INT || v.tag == RF_FLOAT;
}
static inline bool rf_is_error(rf_value v)
{
    return rf_is(v, RF_K_ERROR);
}

/** Cut toward zero; what lies outside goes to the nearest int, NaN to 0. */
int64_t rf_cut(double d);
/** The int of a value that rf_is_number, floats cut. */
int64_t rf_number_int(rf_value v);
/** The float of a value that rf_is_number. */
double rf_number_float(rf_value v);

/** Adds v as texts of errors show it: Int(1), Str("x"), Array[2]. */
void rf_text_short(rf_text *t, rf_value v);
/** Adds v as `debug` shows it: Int(1), String("x"), Array[Int(1)]. */
void rf_text_debug(rf_text *t, rf_value v);
/** Throws a text with the short form of v in the place of its one `%s`. */
RF_COLD void rf_throw_short(rf_ctx *cx, const char *format, rf_value v);

/** A pair, as pop and its like answer: an array of values. Takes both. */
rf_value rf_pair(rf_ctx *cx, RF_OWN rf_value first, RF_OWN rf_value second);

/** White_Space of Unicode. */
bool rf_is_space(uint32_t rune);
/** The byte behind the white space at the start of s. */
int64_t rf_left_edge(const rf_string *s);
/** The byte where the white space at the end of s begins; not before `from`. */
int64_t rf_right_edge(const rf_string *s, int64_t from);

#endif
