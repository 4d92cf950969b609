/* Shared variables and their parts: changes in one step (C-33), see cell.h.

   A variable is locked while it is open. Code of the script must not run meanwhile: it could wait, or use the
   same variable. So hooks and methods of structs run on a copy, with the variable closed. */

#include "core/collections.h"
#include "core/method.h"
#include "core/operators.h"
#include "core/place.h"
#include "core/share.h"
#include "core/steps.h"
#include "ruff/array.h"
#include "ruff/cell.h"
#include "ruff/error.h"
#include "ruff/string.h"

/* ---- c op= v */

/* A struct on the left: its hook is script code and must not run while the variable is locked. */
static bool update_by_hook(rf_ctx *cx, rf_cell *c, char op, rf_value v)
{
    rf_value old    = rf_cell_get(cx, c);
    rf_value result = rf_arithmetic(cx, op, old, v);

    rf_release(cx, old);
    if (cx->error)
        return false;
    rf_cell_set(cx, c, result);
    return true;
}

/* The value is moved out meanwhile, so that text grows in place. */
static rf_value combine(rf_ctx *cx, RF_OWN rf_value old, char op, rf_value v)
{
    rf_value result;

    if (op == '+' && rf_is(old, RF_K_STRING) && rf_is(v, RF_K_STRING))
        return rf_from_object(rf_string_append(cx, old.as.s, v.as.s));
    result = rf_arithmetic(cx, op, old, v);
    if (cx->error)
        return old;
    rf_release(cx, old);
    return result;
}

bool rf_cell_update(rf_ctx *cx, rf_cell *c, char op, rf_value v)
{
    rf_value *place = rf_cell_open(cx, c);
    rf_value  old   = *place;

    if (rf_is(old, RF_K_STRUCT)) {
        rf_cell_close(cx, c);
        return update_by_hook(cx, c, op, v);
    }
    *place = combine(cx, old, op, v);
    rf_cell_close(cx, c);
    return cx->error == NULL;
}

/* ---- c[i].x op= v */

/* The way from a variable to one of its parts. */
typedef struct path {
    const rf_value *keys;
    uint32_t        count;
    uint64_t        fields; /* bit k: key k is the name of a field */
} path;

static bool is_field(const path *p, uint32_t k)
{
    return p->fields >> k & 1;
}

static rf_value *child(rf_ctx *cx, rf_value *place, const path *p, uint32_t k)
{
    if (is_field(p, k))
        return rf_place_field(cx, place, p->keys[k].as.s, false);
    return rf_place_index(cx, place, p->keys[k], false);
}

static rf_value *parent_of_last(rf_ctx *cx, rf_value *place, const path *p)
{
    uint32_t k;

    for (k = 0; k + 1 < p->count && place; k++)
        place = child(cx, place, p, k);
    return place;
}

static bool store(rf_ctx *cx, rf_value *parent, const path *p, RF_OWN rf_value v)
{
    uint32_t last = p->count - 1;

    if (rf_in_step(cx))
        rf_share(cx, v);
    if (is_field(p, last))
        return rf_store_field(cx, parent, p->keys[last].as.s, v);
    return rf_store_index(cx, parent, p->keys[last], v);
}

/* Text in a place of its own grows there. */
static void append_in_place(rf_ctx *cx, rf_value *place, rf_value v)
{
    rf_string *s = rf_string_append(cx, place->as.s, v.as.s);

    if (rf_in_step(cx))
        rf_share(cx, rf_from_object(s));
    rf_place_moved(cx, place, s);
}

static rf_value read_last(rf_ctx *cx, rf_value parent, const path *p)
{
    uint32_t last = p->count - 1;

    if (is_field(p, last))
        return rf_field(cx, parent, p->keys[last].as.s);
    return rf_index(cx, parent, p->keys[last]);
}

/* One step on an open variable. False with *hook set, an own value: a struct stands there. */
static bool update_part(rf_ctx *cx, rf_value *root, const path *p, char op, rf_value v, rf_value *hook)
{
    rf_value *parent = parent_of_last(cx, root, p);
    rf_value  old, result;

    if (!parent)
        return false;
    old = read_last(cx, *parent, p);
    if (cx->error)
        return false;
    if (rf_is(old, RF_K_STRUCT)) {
        *hook = old;
        return false;
    }
    if (op == '+' && rf_is(old, RF_K_STRING) && rf_is(v, RF_K_STRING)) {
        rf_release(cx, old);
        append_in_place(cx, child(cx, parent, p, p->count - 1), v);
        return true;
    }
    result = rf_arithmetic(cx, op, old, v);
    rf_release(cx, old);
    return !cx->error && store(cx, parent, p, result);
}

/* The hook of the struct that stands in a part; the variable is closed. */
static bool hook_part(rf_ctx *cx, rf_cell *c, const path *p, char op, rf_value v, RF_OWN rf_value old)
{
    rf_value  result = rf_arithmetic(cx, op, old, v);
    rf_value *parent;

    rf_release(cx, old);
    if (cx->error)
        return false;
    parent = parent_of_last(cx, rf_cell_open(cx, c), p);
    if (parent)
        store(cx, parent, p, result);
    else
        rf_release(cx, result);
    rf_cell_close(cx, c);
    return cx->error == NULL;
}

bool rf_cell_update_part(rf_ctx *cx, rf_cell *c, int64_t op, rf_value v, int64_t fields, const rf_value *keys,
                         uint32_t count)
{
    path     p    = {keys, count, (uint64_t)fields};
    rf_value hook = rf_absent;
    bool     done = update_part(cx, rf_cell_open(cx, c), &p, (char)op, v, &hook);

    rf_cell_close(cx, c);
    if (hook.tag != RF_ABSENT)
        return hook_part(cx, c, &p, (char)op, v, hook);
    return done;
}

/* ---- methods */

rf_value rf_cell_method(rf_ctx *cx, rf_cell *c, rf_value *place, const rf_string *name, const rf_value *args,
                        uint32_t count)
{
    rf_value self = *place, out;

    if (self.tag == RF_OBJECT && rf_change(cx, place, name, args, count, &out))
        return out;
    rf_retain(self);
    rf_cell_close(cx, c);
    out = rf_method(cx, &self, name, args, count);
    rf_release(cx, self);
    rf_cell_open(cx, c);
    return out;
}
