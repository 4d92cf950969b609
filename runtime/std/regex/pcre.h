#ifndef RUFF_STD_REGEX_PCRE_H
#define RUFF_STD_REGEX_PCRE_H

/* PCRE2 for texts of bytes: its header wants to be told so by every file. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
