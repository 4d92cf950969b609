/* The methods that change the place they are called on (S-23). */

#include <math.h>

#include "core/collections.h"
#include "core/method.h"
#include "core/place.h"
#include "core/set_state.h"
#include "core/string_ops.h"
#include "core/unique.h"
#include "ruff/error.h"

/* The code of one method: changes *place, answers the result. The count of arguments fits. */
typedef rf_value change_fn(rf_ctx *cx, rf_value *place, const rf_value *args);

/* The new value as the result, beside the place that holds it. */
static rf_value changed(rf_ctx *cx, rf_value *place, void *o)
{
    rf_place_moved(cx, place, o);
    return rf_copy(*place);
}

/* ---- arrays */

static rf_value array_push(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    return changed(cx, place, rf_array_push(cx, place->as.a, rf_copy(args[0])));
}

static rf_value array_pop(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_array *a = place->as.a;
    rf_value  v = rf_array_pop(cx, &a);

    (void)args;
    rf_place_moved(cx, place, a);
    return v;
}

/* An index of insert and remove_at: floats are cut, as by the functions of that name. */
static bool index_of(rf_ctx *cx, rf_value v, const char *name, int64_t *i)
{
    if (v.tag == RF_INT) {
        *i = v.as.i;
        return true;
    }
    if (v.tag == RF_FLOAT && fabs(v.as.d) < 9e18) {
        *i = (int64_t)v.as.d;
        return true;
    }
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "%s() index must be a number", name);
    return false;
}

static rf_value array_insert(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_array *a = place->as.a;
    int64_t   i;
    bool      done;

    if (!index_of(cx, args[0], "insert", &i))
        return rf_null;
    done = rf_array_insert(cx, &a, i, rf_copy(args[1]));
    rf_place_moved(cx, place, a);
    return done ? rf_copy(*place) : rf_null;
}

static rf_value array_remove(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_array *a = place->as.a;

    rf_array_remove(cx, &a, args[0]);
    return changed(cx, place, a);
}

static rf_value array_remove_at(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_array *a = place->as.a;
    int64_t   i;
    rf_value  v;

    if (!index_of(cx, args[0], "remove_at", &i))
        return rf_null;
    v = rf_array_remove_at(cx, &a, i);
    rf_place_moved(cx, place, a);
    return v;
}

static rf_value array_clear(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_array *a = place->as.a;

    (void)args;
    rf_array_clear(cx, &a);
    return changed(cx, place, a);
}

/* ---- dicts */

static rf_value dict_remove(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_dict *d = (rf_dict *)place->as.o;
    rf_value v;

    if (!rf_is_key(args[0])) {
        if (!rf_throw_if_error(cx, args[0]))
            rf_throw(cx,
                     "remove() requires an array or dictionary-like value with a valid key/item");
        return rf_null;
    }
    v = rf_dict_remove_key(cx, &d, args[0]);
    rf_place_moved(cx, place, d);
    return v;
}

static rf_value dict_clear(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_dict *d = (rf_dict *)place->as.o;

    (void)args;
    rf_dict_clear(cx, &d);
    return changed(cx, place, d);
}

static rf_value dict_update(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_dict *d = (rf_dict *)place->as.o;

    if (!rf_is(args[0], RF_K_DICT)) {
        if (!rf_throw_if_error(cx, args[0]))
            rf_throw(cx, "update() requires a dict argument");
        return rf_null;
    }
    rf_dict_update(cx, &d, (rf_dict *)args[0].as.o);
    return changed(cx, place, d);
}

/* ---- sets, queues, stacks */

static rf_value set_add(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    return changed(cx, place, rf_set_add(cx, (rf_set *)place->as.o, rf_copy(args[0])));
}

static rf_value set_remove(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    return changed(cx, place, rf_set_remove(cx, (rf_set *)place->as.o, args[0]));
}

static rf_value list_add(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    return changed(cx, place, rf_list_add(cx, (rf_list *)place->as.o, rf_copy(args[0])));
}

static rf_value list_take(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    rf_list *l = (rf_list *)place->as.o;
    rf_value v = rf_list_take(cx, &l);

    (void)args;
    rf_place_moved(cx, place, l);
    return v;
}

/* clear() of the other collections: an empty one of the same kind takes the place. */
static rf_value fresh(rf_ctx *cx, rf_value *place, void *empty)
{
    rf_object *old = place->as.o;

    ((rf_object *)empty)->count = rf_copy_count(cx, old);
    rf_place_moved(cx, place, empty);
    rf_release_object(cx, old);
    return rf_copy(*place);
}

static rf_value set_clear(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    (void)args;
    return fresh(cx, place, rf_set_new(cx));
}

static rf_value list_clear(rf_ctx *cx, rf_value *place, const rf_value *args)
{
    (void)args;
    return fresh(cx, place, rf_list_new(cx, place->as.o->kind, 0));
}

/* ---- the table */

typedef struct change {
    rf_kind_id  receiver;
    const char *name, *function; /* as scripts call it, and as errors do */
    uint32_t    count;
    change_fn  *code;
} change;

static const change changes[] = {
    {RF_K_ARRAY, "push", "push", 1, array_push},
    {RF_K_ARRAY, "append", "append", 1, array_push},
    {RF_K_ARRAY, "pop", "pop", 0, array_pop},
    {RF_K_ARRAY, "insert", "insert", 2, array_insert},
    {RF_K_ARRAY, "remove", "remove", 1, array_remove},
    {RF_K_ARRAY, "remove_at", "remove_at", 1, array_remove_at},
    {RF_K_ARRAY, "clear", "clear", 0, array_clear},
    {RF_K_DICT, "remove", "remove", 1, dict_remove},
    {RF_K_DICT, "clear", "clear", 0, dict_clear},
    {RF_K_DICT, "update", "update", 1, dict_update},
    {RF_K_SET, "add", "set_add", 1, set_add},
    {RF_K_SET, "remove", "set_remove", 1, set_remove},
    {RF_K_SET, "clear", "clear", 0, set_clear},
    {RF_K_QUEUE, "enqueue", "queue_enqueue", 1, list_add},
    {RF_K_QUEUE, "dequeue", "queue_dequeue", 0, list_take},
    {RF_K_QUEUE, "clear", "clear", 0, list_clear},
    {RF_K_STACK, "push", "stack_push", 1, list_add},
    {RF_K_STACK, "pop", "stack_pop", 0, list_take},
    {RF_K_STACK, "clear", "clear", 0, list_clear},
};

static const change *find(rf_kind_id receiver, const rf_string *name)
{
    size_t i;

    for (i = 0; i < sizeof changes / sizeof *changes; i++) {
        if (changes[i].receiver == receiver && rf_string_is(name, changes[i].name))
            return &changes[i];
    }
    return NULL;
}

bool rf_change(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
               uint32_t count, rf_value *out)
{
    const change *c = find(place->as.o->kind->id, name);

    if (!c)
        return false;
    if (count == c->count) {
        *out = c->code(cx, place, args);
    } else {
        int32_t with_receiver = (int32_t)c->count + 1;

        rf_throw_native_arity(cx, c->function, with_receiver, with_receiver, count + 1);
        *out = rf_null;
    }
    return true;
}
