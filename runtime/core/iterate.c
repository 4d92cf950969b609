/* Loops over any value (S-67). What a loop goes over is held from its start on, so that changes
   made meanwhile go to copies (S-24). */

#include "ruff/iterate.h"

#include "core/collections.h"
#include "core/dict_state.h"
#include "core/set_state.h"
#include "ruff/error.h"

/* The last element's number for a loop over an object; false when it cannot be looped over. For
   dicts and sets it counts places in the table, gone ones included, for strings bytes. */
static bool object_end(const rf_object *o, int64_t *end)
{
    switch (o->kind->id) {
    case RF_K_STRING:
        *end = ((const rf_string *)o)->bytes;
        return true;
    case RF_K_ARRAY:
        *end = ((const rf_array *)o)->len;
        return true;
    case RF_K_DICT:
        *end = ((const rf_dict *)o)->table.used;
        return true;
    case RF_K_SET:
        *end = ((const rf_set *)o)->table.used;
        return true;
    case RF_K_QUEUE:
    case RF_K_STACK:
        *end = ((const rf_list *)o)->len;
        return true;
    case RF_K_BYTES:
        *end = ((const rf_bytes *)o)->len;
        return true;
    case RF_K_STRUCT:
    case RF_K_STRUCTDEF:
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
    case RF_K_ERROR:
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
    *end = 0;
    return o->kind->next != NULL;
}

/* How often a loop over a float runs: its whole part. */
static int64_t whole(double d)
{
    if (!(d >= 1))
        return 0;
    return d >= 9223372036854775807.0 ? INT64_MAX : (int64_t)d;
}

bool rf_loop_start(rf_ctx *cx, rf_loop *l, rf_value v)
{
    l->over = rf_null;
    l->at   = 0;
    l->end  = 0;
    if (v.tag == RF_INT) {
        l->end = v.as.i;
        return true;
    }
    if (v.tag == RF_FLOAT) {
        l->end = whole(v.as.d);
        return true;
    }
    if (v.tag == RF_OBJECT && object_end(v.as.o, &l->end)) {
        l->over = rf_copy(v);
        return true;
    }
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "Cannot iterate over non-iterable type: %s", rf_type_name(v));
    return false;
}

/* The next entry of a dict or set. */
static const rf_entry *next_entry(rf_loop *l, const rf_table *t)
{
    int64_t at = rf_table_next(t, l->at);

    if (at < 0)
        return NULL;
    l->at = at + 1;
    return &t->at[at];
}

static rf_value object_item(rf_ctx *cx, rf_loop *l)
{
    rf_object *o = l->over.as.o;

    switch (o->kind->id) {
    case RF_K_STRING:
        return rf_from_object(rf_string_next(cx, (rf_string *)o, &l->at));
    case RF_K_ARRAY:
        return rf_array_item((rf_array *)o, l->at++);
    case RF_K_QUEUE:
    case RF_K_STACK:
        return rf_copy(rf_list_item((rf_list *)o, l->at++));
    default: /* bytes: the only sort left that counts its elements */
        return rf_from_int(((rf_bytes *)o)->at[l->at++]);
    }
}

bool rf_loop_advance(rf_ctx *cx, rf_loop *l, rf_value *item)
{
    const rf_entry *e;

    if (l->over.tag != RF_OBJECT) {
        *item = rf_from_int(l->at);
        return l->at < l->end && l->at++ < l->end;
    }
    if (l->over.as.o->kind->next)
        return l->over.as.o->kind->next(cx, l, item);
    if (l->at >= l->end)
        return false;
    if (rf_is(l->over, RF_K_DICT)) {
        e = next_entry(l, &((rf_dict *)l->over.as.o)->table);
        if (e)
            *item = rf_from_object(rf_entry_key(cx, e));
        return e != NULL;
    }
    if (rf_is(l->over, RF_K_SET)) {
        e = next_entry(l, &((rf_set *)l->over.as.o)->table);
        if (e)
            *item = rf_copy(e->value);
        return e != NULL;
    }
    *item = object_item(cx, l);
    return true;
}

void rf_loop_end(rf_ctx *cx, rf_loop *l)
{
    rf_value over = l->over;

    l->over = rf_null;
    l->end  = 0;
    rf_release(cx, over);
}
