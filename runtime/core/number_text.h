#ifndef RUFF_CORE_NUMBER_TEXT_H
#define RUFF_CORE_NUMBER_TEXT_H

#include "ruff/abi.h"

enum { RF_INT_TEXT = 24, RF_FLOAT_TEXT = 400, RF_DIGITS = 20 };

/** Decimal text without NUL; answers its length. */
int rf_int_text(int64_t i, char out[RF_INT_TEXT]);
/** As print shows a float (S-8): shortest digits that read back, no exponent, NaN, inf. Without
    NUL. */
int rf_float_text(double d, char out[RF_FLOAT_TEXT]);
/** The shortest digits of a finite d above 0, without trailing zeros: d = 0.DIGITS * 10^*point.
    Answers how many. */
int rf_float_digits(double d, char out[RF_DIGITS], int *point);
/** True when the text is how an int prints (S-17: then it is the same key); the int in *i. */
bool rf_text_is_int(const char *at, int64_t bytes, int64_t *i);
/** The whole of a text as a number, as parse_int reads it: a sign or none and decimal digits, within 64 bits. */
bool rf_read_int(const char *at, const char *end, int64_t *out);
/** As parse_float reads it: also with a point, an exponent, `inf`, `infinity` and `nan` in any case. */
bool rf_read_float(const char *at, const char *end, double *out);

#endif
