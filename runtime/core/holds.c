/* What data objects hold, for walks over whole values. */

#include "core/holds.h"

#include "core/collections.h"
#include "core/dict_state.h"
#include "core/set_state.h"
#include "core/struct_ops.h"
#include "ruff/error.h"
#include "ruff/tagged.h"

typedef void see_fn(void *data, rf_value v);

static void each_of_row(const rf_value *at, int64_t count, see_fn *see, void *data)
{
    int64_t i;

    for (i = 0; i < count; i++)
        see(data, at[i]);
}

static void each_of_array(const rf_array *a, see_fn *see, void *data)
{
    int64_t i;

    for (i = 0; i < a->len; i++)
        see(data, rf_array_peek(a, i));
}

static void each_of_table(const rf_table *t, see_fn *see, void *data)
{
    int64_t i;

    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1))
        see(data, t->at[i].value);
}

static void each_of_struct(const rf_object *o, see_fn *see, void *data)
{
    const rf_struct_type *t = (const rf_struct_type *)o->kind;
    uint32_t              i;

    for (i = 0; i < t->field_count; i++)
        see(data, rf_struct_peek(o, &t->fields[i]));
}

void rf_each_held(const rf_object *o, see_fn *see, void *data)
{
    switch (o->kind->id) {
    case RF_K_ARRAY:
        each_of_array((const rf_array *)o, see, data);
        break;
    case RF_K_DICT:
        each_of_table(&((const rf_dict *)o)->table, see, data);
        break;
    case RF_K_SET:
        each_of_table(&((const rf_set *)o)->table, see, data);
        break;
    case RF_K_QUEUE:
    case RF_K_STACK:
        each_of_row(((const rf_list *)o)->at + ((const rf_list *)o)->first,
                    ((const rf_list *)o)->len, see, data);
        break;
    case RF_K_STRUCT:
        each_of_struct(o, see, data);
        break;
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
        each_of_row(((const rf_tagged *)o)->at, ((const rf_tagged *)o)->count, see, data);
        break;
    case RF_K_ERROR:
        see(data, ((const rf_error *)o)->value);
        see(data, ((const rf_error *)o)->cause);
        break;
    case RF_K_STRING:
    case RF_K_BYTES:
    case RF_K_STRUCTDEF:
    case RF_K_FUNCTION:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_CELL:
    case RF_K_OTHER:
        break;
    }
}
