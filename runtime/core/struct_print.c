/* Structs as they print, and struct names as values. */

#include <string.h>

#include "core/dict_state.h"
#include "core/print.h"
#include "core/struct_ops.h"
#include "core/collections.h"

#include <stdlib.h>

static void print_field(rf_text *out, const rf_string *name, rf_value v, bool *first)
{
    if (!*first)
        rf_text_add(out, ", ", 2);
    *first = false;
    rf_text_string(out, name);
    rf_text_add(out, ": ", 2);
    rf_text_value(out, v);
}

/* Prints the undeclared fields that sort before `name`, or all that are left. */
static void print_extra(rf_text *out, const rf_dict *extra, const int64_t *order, int64_t *at,
                        const rf_string *name, bool *first)
{
    while (extra && *at < rf_dict_len(extra)) {
        rf_string *key = rf_dict_key_at(out->cx, extra, order[*at]);

        if (name && rf_string_order(key, name) > 0) {
            rf_release_object(out->cx, key);
            return;
        }
        print_field(out, key, rf_dict_value_at(extra, order[*at]), first);
        rf_release_object(out->cx, key);
        (*at)++;
    }
}

void rf_struct_print(rf_text *out, rf_object *o)
{
    const rf_struct_type *t     = rf_struct_type_of(o);
    const rf_value       *place = rf_struct_extra(o);
    const rf_dict        *extra = place && place->tag == RF_OBJECT ? (rf_dict *)place->as.o : NULL;
    int64_t              *order = extra ? rf_dict_order(extra) : NULL;
    int64_t               at    = 0;
    bool                  first = true;
    uint32_t              i;

    rf_text_puts(out, t->name);
    rf_text_add(out, " { ", 3);
    for (i = place ? 1 : 0; i < t->field_count; i++) {
        rf_value v = rf_struct_peek(o, &t->fields[i]);

        print_extra(out, extra, order, &at, t->fields[i].name, &first);
        if (v.tag != RF_ABSENT)
            print_field(out, t->fields[i].name, v, &first);
    }
    print_extra(out, extra, order, &at, NULL, &first);
    rf_text_add(out, " }", 2);
    free(order);
}

/* ---- the name of a struct as a value */

static void destroy_def(rf_ctx *cx, rf_object *o)
{
    (void)cx, (void)o; /* always static */
}

static bool equal_def(rf_ctx *cx, rf_object *a, rf_object *b)
{
    (void)cx;
    return strcmp(((rf_structdef *)a)->type->name, ((rf_structdef *)b)->type->name) == 0;
}

const rf_kind rf_structdef_kind = {
    .id        = RF_K_STRUCTDEF,
    .type_name = "structdef",
    .destroy   = destroy_def,
    .equal     = equal_def,
};
