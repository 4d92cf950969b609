/* Errors as scripts see them: fields and print. error_report.c has the report of an uncaught one. */

#include "core/error_state.h"
#include "core/print.h"
#include "core/string_ops.h"
#include "ruff/array.h"

enum { EACH_END = 100000 /* names of one function in a row that a script sees of very many */ };

/* How many names an entry of the stack stands for: none for the bodies of files. */
static uint32_t name_count(const rf_left *l)
{
    if (!l->function)
        return 1;
    if (l->function->name[0] == '\0')
        return 0;
    return l->times > 2 * EACH_END + 1 ? 2 * EACH_END + 1 : l->times;
}

static const char *name_of(const rf_left *l, uint32_t n)
{
    return !l->function || (n == EACH_END && l->times > 2 * EACH_END + 1) ? "…" : l->function->name;
}

static uint32_t told(const rf_error *e)
{
    return e->told ? e->told : e->depth;
}

/* Outermost first, as scripts see it. */
static rf_value stack_of(rf_ctx *cx, const rf_error *e)
{
    rf_array *names = rf_array_new(cx, &rf_values_kind, e->depth);
    uint32_t  i, n;

    for (i = told(e); i > 0; i--) {
        const rf_left *l = &e->stack[i - 1];

        for (n = 0; n < name_count(l); n++)
            names = rf_array_push(cx, names, rf_from_object(rf_string_from(cx, name_of(l, n))));
    }
    return rf_from_object(names);
}

rf_value rf_error_field(rf_ctx *cx, const rf_error *e, const rf_string *name)
{
    if (rf_string_is(name, "message"))
        return rf_copy(rf_from_object(e->message));
    if (rf_string_is(name, "line"))
        return rf_from_int(e->line);
    if (rf_string_is(name, "stack"))
        return stack_of(cx, e);
    if (rf_string_is(name, "value"))
        return rf_copy(e->value);
    if (rf_string_is(name, "cause"))
        return rf_copy(e->cause);
    return rf_absent;
}

void rf_error_print(rf_text *out, rf_object *o)
{
    const rf_error *e     = (rf_error *)o;
    const char     *comma = "";
    uint32_t        i, n;

    rf_text_puts(out, "Error { line: ");
    rf_text_int(out, e->line);
    rf_text_puts(out, ", message: ");
    rf_text_string(out, e->message);
    rf_text_puts(out, ", stack: [");
    for (i = told(e); i > 0; i--) {
        const rf_left *l = &e->stack[i - 1];

        for (n = 0; n < name_count(l); n++, comma = ", ") {
            rf_text_puts(out, comma);
            rf_text_puts(out, name_of(l, n));
        }
    }
    rf_text_puts(out, "] }");
}
