/* What the arguments of the program say, and what they may say: parse and help. */

#include <string.h>

#include "std/argparse/parser.h"

/* ---- values */

static const char *name_of(rf_value option)
{
    const rf_string *s = rf_option_text(option, RF_OPTION_LONG);

    return s ? s->at : "";
}

/* The text as a number; throws that the argument needs one. */
static rf_value number_of(rf_ctx *cx, rf_value option, rf_value text, const char *article,
                          rf_value (*parse)(rf_ctx *, rf_value))
{
    rf_value v = parse(cx, text);

    if (!RF_FAILED(cx))
        return v;
    rf_release_object(cx, cx->error);
    cx->error = NULL;
    rf_throw(cx, "Argument %s requires %s value, got: %s", name_of(option), article, rf_as_string(text)->at);
    return rf_null;
}

/* The text as the option's type asks. Owned. */
static rf_value value_of(rf_ctx *cx, rf_value option, rf_value text)
{
    if (rf_option_is(option, "int"))
        return number_of(cx, option, text, "an integer", rf_b_parse_int);
    if (rf_option_is(option, "float"))
        return number_of(cx, option, text, "a float", rf_b_parse_float);
    if (rf_option_is(option, "bool"))
        return rf_b_to_bool(cx, text);
    return rf_copy(text);
}

/* What an option that is not given has. */
static rf_value default_of(rf_ctx *cx, rf_value option)
{
    const rf_string *s = rf_option_text(option, RF_OPTION_DEFAULT);

    if (s)
        return value_of(cx, option, rf_from_object(s));
    return rf_option_is(option, "bool") ? rf_from_bool(false) : rf_null;
}

/* ---- parse */

static bool is_name(const rf_string *name, const rf_string *arg)
{
    return name && rf_string_equal(name, arg);
}

static int64_t find_option(const rf_arg_parser *p, const rf_string *arg)
{
    for (int64_t i = 0; i < rf_option_count(p); i++) {
        rf_value o = rf_option_at(p, i);

        if (is_name(rf_option_text(o, RF_OPTION_LONG), arg) || is_name(rf_option_text(o, RF_OPTION_SHORT), arg))
            return i;
    }
    return -1;
}

static rf_dict *store(rf_ctx *cx, RF_OWN rf_dict *d, rf_value option, RF_OWN rf_value v)
{
    const char *name = name_of(option);
    rf_string  *key;

    key = rf_string_from(cx, name + strspn(name, "-"));
    d   = rf_dict_set(cx, d, key, v);
    rf_release_object(cx, key);
    return d;
}

typedef struct reading {
    const rf_arg_parser *parser;
    const rf_array      *args;
    int64_t              at;
    rf_dict             *found;
    rf_array            *others; /* what belongs to no option */
} reading;

/* An option that was given: false with an error thrown. */
static bool take_option(rf_ctx *cx, reading *r, rf_value option)
{
    rf_value v = rf_from_bool(true);

    if (!rf_option_is(option, "bool")) {
        if (r->at == r->args->len) {
            rf_throw(cx, "Argument %s requires a value", name_of(option));
            return false;
        }
        v = value_of(cx, option, rf_array_peek(r->args, r->at++));
    }
    if (!RF_FAILED(cx))
        r->found = store(cx, r->found, option, v);
    return !RF_FAILED(cx);
}

static bool read_next(rf_ctx *cx, reading *r)
{
    rf_value         v   = rf_array_peek(r->args, r->at++);
    const rf_string *arg = rf_as_string(v);
    int64_t          i   = find_option(r->parser, arg);

    if (i >= 0)
        return take_option(cx, r, rf_option_at(r->parser, i));
    if (arg->at[0] == '-' && arg->bytes > 1) {
        rf_throw(cx, "Unknown argument: %s", arg->at);
        return false;
    }
    r->others = rf_values_push(cx, r->others, rf_copy(v));
    return true;
}

/* All options in the order in which they were added, given or not. */
static rf_dict *complete(rf_ctx *cx, const reading *r)
{
    rf_dict *all = rf_dict_new(cx, rf_option_count(r->parser) + 1);

    for (int64_t i = 0; i < rf_option_count(r->parser) && !RF_FAILED(cx); i++) {
        rf_value        o    = rf_option_at(r->parser, i), v;
        const char     *name = name_of(o);
        rf_string      *key  = rf_string_from(cx, name + strspn(name, "-"));
        const rf_value *got  = rf_dict_find(r->found, key);

        rf_release_object(cx, key);
        if (!got && rf_option_is_required(o)) {
            rf_throw(cx, "Required argument %s is missing", name);
            break;
        }
        v = got ? rf_copy(*got) : default_of(cx, o);
        if (!RF_FAILED(cx))
            all = store(cx, all, o, v);
    }
    if (r->others->len > 0 && !RF_FAILED(cx)) {
        rf_string *key = rf_string_from(cx, "_positional");

        rf_retain_object(r->others);
        all = rf_dict_set(cx, all, key, rf_from_object(r->others));
        rf_release_object(cx, key);
    }
    return all;
}

rf_value rf_arg_parse(rf_ctx *cx, const rf_arg_parser *p)
{
    rf_value args = rf_b_args(cx);
    reading  r    = {.parser = p, .args = rf_as_array(args)};
    rf_dict *all  = NULL;

    r.found  = rf_dict_new(cx, 8);
    r.others = rf_array_new(cx, &rf_values_kind, 0);
    while (r.at < r.args->len && read_next(cx, &r))
        continue;
    if (!RF_FAILED(cx))
        all = complete(cx, &r);
    rf_release_object(cx, r.found);
    rf_release_object(cx, r.others);
    rf_release(cx, args);
    if (!RF_FAILED(cx))
        return rf_from_object(all);
    rf_release_object(cx, all);
    return rf_null;
}

/* ---- help */

static void add_text(rf_text *t, rf_value v)
{
    if (rf_is_string(v))
        rf_text_string(t, rf_as_string(v));
}

static void add_option(rf_text *t, rf_value o)
{
    const rf_string *brief = rf_option_text(o, RF_OPTION_SHORT), *type = rf_option_text(o, RF_OPTION_TYPE);
    const rf_string *help = rf_option_text(o, RF_OPTION_HELP), *other = rf_option_text(o, RF_OPTION_DEFAULT);

    if (brief)
        rf_text_format(t, "  %s, ", brief->at);
    else
        rf_text_puts(t, "      ");
    rf_text_puts(t, name_of(o));
    if (type && !rf_option_is(o, "bool"))
        rf_text_format(t, " <%s>", type->at);
    if (rf_option_is_required(o))
        rf_text_puts(t, " (required)");
    if (other)
        rf_text_format(t, " [default: %s]", other->at);
    if (help)
        rf_text_format(t, "\n        %s", help->at);
    rf_text_char(t, '\n');
}

rf_value rf_arg_help(rf_ctx *cx, const rf_arg_parser *p)
{
    rf_text t;

    rf_text_init(&t, cx);
    add_text(&t, p->app_name);
    rf_text_puts(&t, "\n\n");
    add_text(&t, p->description);
    rf_text_puts(&t, "\n\nOptions:\n");
    for (int64_t i = 0; i < rf_option_count(p); i++)
        add_option(&t, rf_option_at(p, i));
    return rf_from_object(rf_text_take(&t));
}
