/* Built-in functions on queues and stacks. What is none counts as an empty one, but for the sizes;
   an Error throws even then (C-61). */

#include "core/lib.h"

/* The queue or stack in v, borrowed; NULL when v is none of that kind. */
static rf_list *list_in(rf_ctx *cx, rf_value v, const rf_kind *kind)
{
    if (v.tag == RF_OBJECT && v.as.o->kind == kind)
        return (rf_list *)v.as.o;
    if (v.tag != RF_ABSENT)
        rf_throw_if_error(cx, v);
    return NULL;
}

/* A list of that kind from an array; anything else is ignored. */
static rf_value list_of(rf_ctx *cx, rf_value a, const rf_kind *kind)
{
    rf_list *out;
    int64_t  len = rf_is_array(a) ? rf_as_array(a)->len : 0;

    if (a.tag != RF_ABSENT && rf_throw_if_error(cx, a))
        return rf_null;
    out = rf_list_new(cx, kind, len);
    for (int64_t i = 0; i < len; i++)
        out = rf_list_add(cx, out, rf_array_item(rf_as_array(a), i));
    return rf_from_object(out);
}

/* The list in v owned once more, or a new one; NULL with the error set. */
static rf_list *start_with(rf_ctx *cx, rf_value v, const rf_kind *kind)
{
    rf_list *l = list_in(cx, v, kind);

    if (cx->error)
        return NULL;
    if (!l)
        return rf_list_new(cx, kind, 0);
    rf_retain_object(l);
    return l;
}

static rf_value with_added(rf_ctx *cx, rf_value a, rf_value v, const rf_kind *kind)
{
    rf_list *l = start_with(cx, a, kind);

    if (!l)
        return rf_null;
    return rf_from_object(list_in(cx, a, kind) ? rf_list_add(cx, l, rf_copy(v)) : l);
}

/* The pair of the rest and what was taken. */
static rf_value with_taken(rf_ctx *cx, rf_value a, const rf_kind *kind)
{
    rf_list *l = start_with(cx, a, kind);
    rf_value taken;

    if (!l)
        return rf_null;
    taken = rf_list_take(cx, &l);
    return rf_pair(cx, rf_from_object(l), taken);
}

static rf_value peek(rf_ctx *cx, rf_value a, const rf_kind *kind)
{
    const rf_list *l = list_in(cx, a, kind);

    return l ? rf_copy(rf_list_peek(l)) : rf_null;
}

static rf_value is_empty(rf_ctx *cx, rf_value a, const rf_kind *kind)
{
    const rf_list *l = list_in(cx, a, kind);

    return rf_from_bool(!l || l->len == 0);
}

static rf_value to_array(rf_ctx *cx, rf_value a, const rf_kind *kind)
{
    const rf_list *l = list_in(cx, a, kind);
    rf_array      *out;

    if (cx->error)
        return rf_null;
    out = rf_array_new(cx, &rf_values_kind, l ? l->len : 0);
    for (int64_t i = 0; l && i < l->len; i++)
        out = rf_values_push(cx, out, rf_copy(rf_list_item(l, i)));
    return rf_from_object(out);
}

rf_value rf_b_Queue(rf_ctx *cx, rf_value a)
{
    return list_of(cx, a, &rf_queue_kind);
}

rf_value rf_b_queue_enqueue(rf_ctx *cx, rf_value a, rf_value b)
{
    return with_added(cx, a, b, &rf_queue_kind);
}

rf_value rf_b_queue_dequeue(rf_ctx *cx, rf_value a)
{
    return with_taken(cx, a, &rf_queue_kind);
}

rf_value rf_b_queue_peek(rf_ctx *cx, rf_value a)
{
    return peek(cx, a, &rf_queue_kind);
}

rf_value rf_b_queue_size(rf_ctx *cx, rf_value a)
{
    if (!rf_is(a, RF_K_QUEUE))
        return RF_REFUSE(cx, "queue_size requires a Queue argument", a);
    return rf_from_int(((rf_list *)a.as.o)->len);
}

rf_value rf_b_queue_is_empty(rf_ctx *cx, rf_value a)
{
    return is_empty(cx, a, &rf_queue_kind);
}

rf_value rf_b_queue_to_array(rf_ctx *cx, rf_value a)
{
    return to_array(cx, a, &rf_queue_kind);
}

rf_value rf_b_Stack(rf_ctx *cx, rf_value a)
{
    return list_of(cx, a, &rf_stack_kind);
}

rf_value rf_b_stack_push(rf_ctx *cx, rf_value a, rf_value b)
{
    return with_added(cx, a, b, &rf_stack_kind);
}

rf_value rf_b_stack_pop(rf_ctx *cx, rf_value a)
{
    return with_taken(cx, a, &rf_stack_kind);
}

rf_value rf_b_stack_peek(rf_ctx *cx, rf_value a)
{
    return peek(cx, a, &rf_stack_kind);
}

rf_value rf_b_stack_size(rf_ctx *cx, rf_value a)
{
    if (!rf_is(a, RF_K_STACK))
        return RF_REFUSE(cx, "stack_size requires a Stack argument", a);
    return rf_from_int(((rf_list *)a.as.o)->len);
}

rf_value rf_b_stack_is_empty(rf_ctx *cx, rf_value a)
{
    return is_empty(cx, a, &rf_stack_kind);
}

rf_value rf_b_stack_to_array(rf_ctx *cx, rf_value a)
{
    return to_array(cx, a, &rf_stack_kind);
}
