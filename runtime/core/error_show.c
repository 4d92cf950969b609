/* Errors as scripts and users see them: fields, print, the report of an uncaught one. */

#include "core/error_state.h"
#include "core/print.h"
#include "core/string_ops.h"
#include "ruff/array.h"

enum { REPORT_HEAD = 10, REPORT_TAIL = 10 /* names of a long stack that a report shows */ };

/* Outermost first, as scripts see it. */
static rf_value stack_of(rf_ctx *cx, const rf_error *e)
{
    rf_array *names = rf_array_new(cx, &rf_values_kind, e->depth);
    uint32_t  i;

    for (i = e->depth; i > 0; i--)
        names = rf_array_push(cx, names, rf_from_object(rf_string_from(cx, e->stack[i - 1])));
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
    const rf_error *e = (rf_error *)o;
    uint32_t        i;

    rf_text_puts(out, "Error { line: ");
    rf_text_int(out, e->line);
    rf_text_puts(out, ", message: ");
    rf_text_string(out, e->message);
    rf_text_puts(out, ", stack: [");
    for (i = e->depth; i > 0; i--) {
        rf_text_puts(out, e->stack[i - 1]);
        if (i > 1)
            rf_text_add(out, ", ", 2);
    }
    rf_text_puts(out, "] }");
}

static void report_names(rf_text *t, const rf_error *e, uint32_t from, uint32_t to)
{
    uint32_t i;

    for (i = from; i < to; i++)
        rf_text_format(t, "    in %s\n", e->stack[i]);
}

static void report_stack(rf_text *t, const rf_error *e)
{
    if (e->depth <= REPORT_HEAD + REPORT_TAIL + 1) {
        report_names(t, e, 0, e->depth);
        return;
    }
    report_names(t, e, 0, REPORT_HEAD);
    rf_text_format(t, "    … %u more\n", e->depth - REPORT_HEAD - REPORT_TAIL);
    report_names(t, e, e->depth - REPORT_TAIL, e->depth);
}

void rf_report(rf_ctx *cx, const rf_error *e)
{
    rf_text t;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "Runtime Error: ");
    rf_text_string(&t, e->message);
    rf_text_char(&t, '\n');
    if (e->file)
        rf_text_format(&t, "  --> %s:%u:%u\n", e->file, e->line, e->column);
    report_stack(&t, e);
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_text_end(&t);
}
