/* arg_parser() and add_argument: see parser.h. */

#include "std/argparse/parser.h"

#include <stddef.h>
#include <string.h>

#include "core/struct_ops.h"
#include "gen/frame.h"

RF_STRING(name_key, 8, "app_name");
RF_STRING(arguments_key, 9, "arguments");
RF_STRING(description_key, 11, "description");
RF_STRING(long_key, 4, "long");
RF_STRING(short_key, 5, "short");
RF_STRING(type_key, 4, "type");
RF_STRING(required_key, 8, "required");
RF_STRING(help_key, 4, "help");
RF_STRING(default_key, 7, "default");

static rf_string *const keys[RF_OPTION_KEYS] = {RF_TEXT(long_key),     RF_TEXT(short_key), RF_TEXT(type_key),
                                                RF_TEXT(required_key), RF_TEXT(help_key),  RF_TEXT(default_key)};

/* ---- reading options */

int64_t rf_option_count(const rf_arg_parser *p)
{
    return rf_is_array(p->arguments) ? rf_as_array(p->arguments)->len : 0;
}

rf_value rf_option_at(const rf_arg_parser *p, int64_t i)
{
    return rf_array_peek(rf_as_array(p->arguments), i);
}

static rf_value value_under(rf_value option, rf_option_key key)
{
    const rf_value *v = rf_is_dict(option) ? rf_dict_find(rf_as_dict(option), keys[key]) : NULL;

    return v ? *v : rf_absent;
}

const rf_string *rf_option_text(rf_value option, rf_option_key key)
{
    rf_value v = value_under(option, key);

    return rf_is_string(v) ? rf_as_string(v) : NULL;
}

bool rf_option_is(rf_value option, const char *type)
{
    const rf_string *t = rf_option_text(option, RF_OPTION_TYPE);

    return t && rf_string_is(t, type);
}

bool rf_option_is_required(rf_value option)
{
    return rf_truth(value_under(option, RF_OPTION_REQUIRED));
}

/* ---- add_argument */

/* The number of a key that may stand in a call; -1: none. */
static int find_key(const rf_string *name)
{
    for (int k = RF_OPTION_SHORT; k < RF_OPTION_KEYS; k++)
        if (rf_string_equal(keys[k], name))
            return k;
    return -1;
}

static bool is_type(rf_value v)
{
    static const char types[][8] = {"string", "int", "float", "bool"};

    for (size_t i = 0; rf_is_string(v) && i < RF_COUNT_OF(types); i++)
        if (rf_string_is(rf_as_string(v), types[i]))
            return true;
    return false;
}

/* Whether the value may stand under the key; throws if not. */
static bool check(rf_ctx *cx, int key, rf_value v)
{
    if (key == RF_OPTION_TYPE && is_type(v))
        return true;
    if (key == RF_OPTION_REQUIRED && v.tag == RF_BOOL)
        return true;
    if (key != RF_OPTION_TYPE && key != RF_OPTION_REQUIRED && rf_is_string(v))
        return true;
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "add_argument() %s must be %s", keys[key]->at,
                 key == RF_OPTION_TYPE       ? "string, int, float or bool"
                 : key == RF_OPTION_REQUIRED ? "a bool"
                                             : "a string");
    return false;
}

static rf_dict *put(rf_ctx *cx, RF_OWN rf_dict *d, int key, rf_value v)
{
    return rf_dict_set(cx, d, keys[key], rf_copy(v));
}

/* Is a short name given without its key? */
static bool has_plain_short(const rf_value *args, uint32_t count)
{
    return count > 1 && rf_is_string(args[1]) && rf_as_string(args[1])->at[0] == '-';
}

/* The option that the arguments describe; NULL with an error thrown. */
static rf_dict *make_option(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    rf_dict *d = rf_dict_new(cx, RF_OPTION_KEYS);
    uint32_t i = has_plain_short(args, count) ? 2 : 1;

    d = put(cx, d, RF_OPTION_LONG, args[0]);
    d = rf_dict_set(cx, d, keys[RF_OPTION_TYPE], rf_from_object(rf_string_from(cx, "string")));
    if (i == 2)
        d = put(cx, d, RF_OPTION_SHORT, args[1]);
    for (; i < count && !RF_FAILED(cx); i += 2) {
        int key = rf_is_string(args[i]) ? find_key(rf_as_string(args[i])) : -1;

        if (key < 0 && rf_is_string(args[i]))
            rf_throw(cx, "add_argument() unknown option '%s'", rf_as_string(args[i])->at);
        else if (key < 0)
            RF_REFUSE(cx, "add_argument() option names must be strings", args[i]);
        else if (i + 1 == count)
            rf_throw(cx, "add_argument() option '%s' has no value", keys[key]->at);
        else if (check(cx, key, args[i + 1]))
            d = put(cx, d, key, args[i + 1]);
    }
    if (!RF_FAILED(cx))
        return d;
    rf_release_object(cx, d);
    return NULL;
}

static rf_value add_argument(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    rf_arg_parser *p;
    rf_dict       *option;
    rf_array      *all;

    if (count == 0 || !rf_is_string(args[0]))
        return rf_refuse(cx, "add_argument() requires the name of the argument as a string", args, count);
    option = make_option(cx, args, count);
    if (!option)
        return rf_null;
    p            = (rf_arg_parser *)rf_struct_copy(cx, self.as.o);
    all          = rf_is_array(p->arguments) ? rf_as_array(p->arguments) : rf_array_new(cx, &rf_values_kind, 1);
    p->arguments = rf_from_object(rf_array_push(cx, all, rf_from_object(option)));
    return rf_from_object(p);
}

/* ---- the struct */

static rf_value parse(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_arg_parse(cx, (rf_arg_parser *)self.as.o);
}

static rf_value help(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_arg_help(cx, (rf_arg_parser *)self.as.o);
}

static const rf_method_row rows[] = {
    {"add_argument", 0, UINT32_MAX, add_argument},
    {"parse", 0, 0, parse},
    {"help", 0, 0, help},
    {NULL, 0, 0, NULL},
};

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args, uint32_t count)
{
    return rf_call_row(cx, rows, *place, name, args, count);
}

#define FIELD(key, member) {RF_TEXT(key), offsetof(rf_arg_parser, member), RF_REP_VALUE}
static const rf_struct_field fields[] = {
    FIELD(name_key, app_name), FIELD(arguments_key, arguments), FIELD(description_key, description)};

static const rf_struct_type parser_type = {
    .kind        = {.id        = RF_K_STRUCT,
                    .type_name = "struct",
                    .destroy   = rf_struct_destroy,
                    .share     = rf_struct_share,
                    .cross     = rf_struct_cross,
                    .copy      = rf_struct_copy,
                    .equal     = rf_struct_equal,
                    .print     = rf_struct_print,
                    .method    = method},
    .name        = "ArgParser",
    .size        = sizeof(rf_arg_parser),
    .field_count = RF_COUNT_OF(fields),
    .fields      = fields,
};

rf_value rf_b_arg_parser(rf_ctx *cx)
{
    rf_arg_parser *p = rf_struct_new(cx, &parser_type);

    p->app_name    = rf_from_object(rf_string_from(cx, ""));
    p->arguments   = rf_from_object(rf_array_new(cx, &rf_values_kind, 4));
    p->description = rf_from_object(rf_string_from(cx, ""));
    return rf_from_object(p);
}
