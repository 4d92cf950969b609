/* How values look in `debug` and inside the texts of errors: with their types. */

#include <stdlib.h>

#include "core/lib.h"
#include "core/print.h"
#include "ruff/closure.h"
#include "ruff/struct.h"
#include "ruff/tagged.h"

/* Deeper levels show as an ellipsis: the C stack is finite. */
enum { DEEPEST = 200 };

typedef struct form {
    const char *string; /* what stands before a string */
    bool        deep;   /* containers show their elements, else how many they have */
} form;

static void add_value(rf_text *t, form f, rf_value v, int depth);

/* A string in quotes, as it would be written in a script. */
static void add_quoted(rf_text *t, const rf_string *s)
{
    rf_text_char(t, '"');
    for (int64_t i = 0; i < s->bytes; i++) {
        char c = s->at[i];

        switch (c) {
        case '"':
            rf_text_puts(t, "\\\"");
            break;
        case '\\':
            rf_text_puts(t, "\\\\");
            break;
        case '\n':
            rf_text_puts(t, "\\n");
            break;
        case '\r':
            rf_text_puts(t, "\\r");
            break;
        case '\t':
            rf_text_puts(t, "\\t");
            break;
        default:
            rf_text_char(t, c);
        }
    }
    rf_text_char(t, '"');
}

/* Element n of a container that has an order. */
static rf_value item_at(const rf_object *o, int64_t n)
{
    if (o->kind->id == RF_K_SET)
        return rf_set_item((const rf_set *)o, n);
    if (o->kind->id == RF_K_ARRAY)
        return rf_array_peek((const rf_array *)o, n);
    return rf_list_item((const rf_list *)o, n);
}

/* NAME[…] or NAME{…}, or NAME[3] in the short form. */
static void add_items(rf_text *t, form f, const char *name, const char *brackets, rf_value v,
                      int depth)
{
    int64_t len = rf_value_len(t->cx, v);

    rf_text_puts(t, name);
    rf_text_char(t, brackets[0]);
    if (!f.deep)
        rf_text_int(t, len);
    for (int64_t i = 0; f.deep && i < len; i++) {
        if (i > 0)
            rf_text_puts(t, ", ");
        add_value(t, f, item_at(v.as.o, i), depth);
    }
    rf_text_char(t, brackets[1]);
}

/* Dict{k: …} with the keys in order, or Dict{2} in the short form. */
static void add_dict(rf_text *t, form f, const rf_dict *d, int depth)
{
    int64_t *order = f.deep ? rf_dict_order(d) : NULL;

    rf_text_puts(t, "Dict{");
    if (!f.deep)
        rf_text_int(t, rf_dict_len(d));
    for (int64_t i = 0; order && i < rf_dict_len(d); i++) {
        rf_string *key = rf_dict_key_at(t->cx, d, order[i]);

        if (i > 0)
            rf_text_puts(t, ", ");
        rf_text_string(t, key);
        rf_text_puts(t, ": ");
        add_value(t, f, rf_dict_value_at(d, order[i]), depth);
        rf_release_object(t->cx, key);
    }
    rf_text_char(t, '}');
    free(order);
}

static void add_function(rf_text *t, const rf_closure *c)
{
    if (!(c->function->flags & RF_FN_NATIVE)) {
        rf_text_puts(t, "Function");
        return;
    }
    rf_text_puts(t, "NativeFunction(");
    rf_text_puts(t, c->function->name);
    rf_text_char(t, ')');
}

/* Ok(…), Some(…), None. */
static void add_tagged(rf_text *t, form f, const rf_tagged *g, int depth)
{
    rf_text_puts(t, g->variant->name);
    if (g->count == 0)
        return;
    rf_text_char(t, '(');
    for (uint32_t i = 0; i < g->count; i++) {
        if (i > 0)
            rf_text_puts(t, ", ");
        add_value(t, f, g->at[i], depth);
    }
    rf_text_char(t, ')');
}

/* The name of a sort that shows nothing more; its first letter is a capital. */
static void add_name(rf_text *t, const char *name)
{
    rf_text_char(t, (char)(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]));
    rf_text_puts(t, name + 1);
}

static void add_object(rf_text *t, form f, rf_value v, int depth)
{
    switch (v.as.o->kind->id) {
    case RF_K_STRING:
        rf_text_puts(t, f.string);
        rf_text_char(t, '(');
        add_quoted(t, v.as.s);
        rf_text_char(t, ')');
        return;
    case RF_K_ARRAY:
        add_items(t, f, "Array", "[]", v, depth);
        return;
    case RF_K_DICT:
        add_dict(t, f, rf_as_dict(v), depth);
        return;
    case RF_K_SET:
        add_items(t, f, "Set", "{}", v, depth);
        return;
    case RF_K_QUEUE:
        add_items(t, f, "Queue", "[]", v, depth);
        return;
    case RF_K_STACK:
        add_items(t, f, "Stack", "[]", v, depth);
        return;
    case RF_K_BYTES:
        rf_text_format(t, "Bytes(%lld bytes)", (long long)rf_value_len(t->cx, v));
        return;
    case RF_K_ERROR:
        rf_text_puts(t, "Error(");
        add_quoted(t, ((const rf_error *)v.as.o)->message);
        rf_text_char(t, ')');
        return;
    case RF_K_FUNCTION:
        add_function(t, (const rf_closure *)v.as.o);
        return;
    case RF_K_RESULT:
    case RF_K_OPTION:
        add_tagged(t, f, (const rf_tagged *)v.as.o, depth);
        return;
    case RF_K_STRUCT:
        rf_text_format(t, "Struct(%s)", ((const rf_struct_type *)v.as.o->kind)->name);
        return;
    case RF_K_TAGGED:
        rf_text_value(t, v);
        return;
    case RF_K_STRUCTDEF:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_CELL:
    case RF_K_OTHER:
        add_name(t, rf_type_name(v));
        return;
    }
}

static void add_value(rf_text *t, form f, rf_value v, int depth)
{
    if (depth > DEEPEST) {
        rf_text_puts(t, "…");
        return;
    }
    switch (v.tag) {
    case RF_BOOL:
        rf_text_puts(t, v.as.i ? "Bool(true)" : "Bool(false)");
        return;
    case RF_INT:
        rf_text_puts(t, "Int(");
        rf_text_int(t, v.as.i);
        rf_text_char(t, ')');
        return;
    case RF_FLOAT:
        rf_text_puts(t, "Float(");
        rf_text_float(t, v.as.d);
        rf_text_char(t, ')');
        return;
    case RF_OBJECT:
        add_object(t, f, v, depth + 1);
        return;
    default:
        rf_text_puts(t, "Null");
    }
}

void rf_text_short(rf_text *t, rf_value v)
{
    add_value(t, (form){"Str", false}, v, 0);
}

void rf_text_debug(rf_text *t, rf_value v)
{
    add_value(t, (form){"String", true}, v, 0);
}
