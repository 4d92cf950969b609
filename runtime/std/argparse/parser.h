#ifndef RUFF_STD_ARGPARSE_H
#define RUFF_STD_ARGPARSE_H

#include "core/lib.h"
#include "ruff/struct.h"

/* The parser of arguments: a struct of the library, whose options are dicts. */

typedef struct rf_arg_parser {
    rf_object head;
    rf_value  app_name, arguments, description; /* string, array of dicts, string; scripts may set them */
} rf_arg_parser;

/** The keys of an option; all but "required" have texts. */
typedef enum rf_option_key {
    RF_OPTION_LONG,
    RF_OPTION_SHORT,
    RF_OPTION_TYPE,
    RF_OPTION_REQUIRED,
    RF_OPTION_HELP,
    RF_OPTION_DEFAULT,
    RF_OPTION_KEYS
} rf_option_key;

/** How many options there are, and one of them; borrowed. */
int64_t  rf_option_count(const rf_arg_parser *p);
rf_value rf_option_at(const rf_arg_parser *p, int64_t i);
/** The text under a key; NULL when there is none. */
const rf_string *rf_option_text(rf_value option, rf_option_key key);
/** Whether its type is that one: string, int, float, bool. */
bool rf_option_is(rf_value option, const char *type);
bool rf_option_is_required(rf_value option);

/** parser.parse() on the arguments of the program: a dict. */
rf_value rf_arg_parse(rf_ctx *cx, const rf_arg_parser *p);
/** parser.help(). */
rf_value rf_arg_help(rf_ctx *cx, const rf_arg_parser *p);

#endif
