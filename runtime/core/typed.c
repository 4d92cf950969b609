/* Containers of known type, changed in place: see typed.h. */

#include "ruff/typed.h"

#include <math.h>

#include "core/advice.h"
#include "core/collections.h"
#include "core/dict_state.h"
#include "core/method.h"
#include "core/utf8.h"

/* ---- empty containers whose elements were not known where they were made ---- */

static const rf_kind *kind_of_letter(char letter)
{
    return letter == 'i' ? &rf_ints_kind : letter == 'f' ? &rf_floats_kind : letter == 'b' ? &rf_bools_kind : &rf_values_kind;
}

static rf_value retype_array(rf_ctx *cx, RF_OWN rf_array *a, const char *letters)
{
    if (letters[0] != 'a' && letters[0] != 'd')
        return rf_from_object(letters[0] == 'v' ? a : rf_array_as(cx, a, kind_of_letter(letters[0])));
    a = rf_array_unique(cx, a);
    for (int64_t i = 0; i < a->len; i++)
        a->at.v[i] = rf_retype(cx, a->at.v[i], letters);
    return rf_from_object(a);
}

rf_value rf_retype(rf_ctx *cx, RF_OWN rf_value v, const char *letters)
{
    rf_dict *d;

    if (letters[0] == 'a' && rf_is(v, RF_K_ARRAY))
        return retype_array(cx, v.as.a, letters + 1);
    if (letters[0] != 'd' || !rf_is(v, RF_K_DICT) || (letters[1] != 'a' && letters[1] != 'd'))
        return v;
    d = rf_dict_unique(cx, (rf_dict *)v.as.o);
    for (int64_t i = rf_table_next(&d->table, 0); i >= 0; i = rf_table_next(&d->table, i + 1))
        d->table.at[i].value = rf_retype(cx, d->table.at[i].value, letters + 1);
    return rf_from_object(d);
}

/* ---- arrays ---- */

void rf_throw_index(rf_ctx *cx, int64_t i)
{
    rf_throw(cx, "Index out of bounds: %lld", (long long)i);
}

static int64_t int_index(rf_ctx *cx, rf_value i, const char *what)
{
    if (i.tag == RF_INT)
        return i.as.i;
    if (!rf_throw_if_error(cx, i)) {
        rf_throw(cx, "Invalid index %s", what);
        rf_advise_array_index(cx, i);
    }
    return 0;
}

int64_t rf_index_of(rf_ctx *cx, rf_value i)
{
    return int_index(cx, i, "operation");
}

int64_t rf_index_to_store(rf_ctx *cx, rf_value i)
{
    return int_index(cx, i, "assignment");
}

void rf_array_hold_any(rf_ctx *cx, rf_array *a)
{
    rf_array *boxed;
    rf_array  old;

    if (a->head.kind == &rf_values_kind)
        return;
    rf_retain_object(a);
    boxed        = rf_array_as(cx, a, &rf_values_kind);
    old          = *a; /* the two exchange what they hold, so that whoever points at `a` sees the new one */
    a->head.kind = boxed->head.kind;
    a->at        = boxed->at;
    a->room      = boxed->room;
    boxed->head.kind = old.head.kind;
    boxed->at        = old.at;
    boxed->room      = old.room;
    rf_release_object(cx, boxed);
}

/* Lets `a` hold the item without a move to another object: whoever calls goes on with `a`. */
static void make_fit(rf_ctx *cx, rf_array *a, rf_value item)
{
    if (a->head.kind != rf_kind_of_item(item))
        rf_array_hold_any(cx, a);
}

void rf_array_store_at(rf_ctx *cx, rf_array *a, int64_t i, RF_OWN rf_value item)
{
    make_fit(cx, a, item);
    rf_array_put(cx, a, i, item);
}

void rf_array_push_item(rf_ctx *cx, rf_array *a, RF_OWN rf_value item)
{
    make_fit(cx, a, item);
    rf_array_push(cx, a, item);
}

rf_value rf_array_pop_item(rf_ctx *cx, rf_array *a)
{
    return rf_array_pop(cx, &a);
}

static bool index_argument(rf_ctx *cx, rf_value i, const char *name, int64_t *out)
{
    if (i.tag == RF_INT)
        *out = i.as.i;
    else if (i.tag == RF_FLOAT)
        *out = rf_float_to_int(i.as.d);
    else if (!rf_throw_if_error(cx, i))
        rf_throw(cx, "%s() requires a number as index", name);
    return cx->error == NULL;
}

void rf_array_insert_item(rf_ctx *cx, rf_array *a, rf_value i, RF_OWN rf_value item)
{
    int64_t at = 0;

    if (index_argument(cx, i, "insert", &at)) {
        make_fit(cx, a, item);
        rf_array_insert(cx, &a, at, item);
    } else {
        rf_release(cx, item);
    }
}

void rf_array_remove_item(rf_ctx *cx, rf_array *a, rf_value item)
{
    if (!rf_throw_if_error(cx, item))
        rf_array_remove(cx, &a, item);
}

rf_value rf_array_remove_at_item(rf_ctx *cx, rf_array *a, rf_value i)
{
    int64_t at = 0;

    return index_argument(cx, i, "remove_at", &at) ? rf_array_remove_at(cx, &a, at) : rf_null;
}

void rf_array_clear_items(rf_ctx *cx, rf_array *a)
{
    while (a->len > 0) {
        a->len--;
        if (a->head.kind == &rf_values_kind)
            rf_release(cx, a->at.v[a->len]);
    }
}

/* ---- dicts ---- */

rf_value *rf_dict_get_any(rf_ctx *cx, const rf_dict *d, rf_value key)
{
    if (key.tag == RF_INT)
        return rf_dict_get_int(cx, d, key.as.i);
    if (rf_is(key, RF_K_STRING))
        return rf_dict_get(cx, d, key.as.s);
    if (!rf_throw_if_error(cx, key)) {
        rf_throw(cx, "Invalid index operation");
        rf_advise_index(cx, rf_from_object((rf_dict *)d), key, false);
    }
    return NULL;
}

void rf_dict_store_any(rf_ctx *cx, rf_dict *d, rf_value key, RF_OWN rf_value item)
{
    if (rf_is_key(key)) {
        rf_dict_set_key(cx, d, key, item);
        return;
    }
    rf_release(cx, item);
    if (!rf_throw_if_error(cx, key)) {
        rf_throw(cx, "Invalid index assignment");
        rf_advise_index(cx, rf_from_object(d), key, true);
    }
}

rf_value rf_dict_remove_item(rf_ctx *cx, rf_dict *d, rf_value key)
{
    if (rf_is_key(key))
        return rf_dict_remove_key(cx, &d, key);
    if (!rf_throw_if_error(cx, key))
        rf_throw(cx, "remove() requires an array or dictionary-like value with a valid key/item");
    return rf_null;
}

void rf_dict_clear_items(rf_ctx *cx, rf_dict *d)
{
    while (rf_dict_len(d) > 0) {
        rf_string *key = rf_dict_key_at(cx, d, rf_dict_len(d) - 1);

        rf_release(cx, rf_dict_remove_key(cx, &d, rf_from_object(key)));
        rf_release_object(cx, key);
    }
}

void rf_dict_update_items(rf_ctx *cx, rf_dict *d, rf_value other)
{
    if (rf_is(other, RF_K_DICT))
        rf_dict_update(cx, &d, (rf_dict *)other.as.o);
    else if (!rf_throw_if_error(cx, other))
        rf_throw(cx, "update() requires a dict argument");
}

bool rf_changes_itself(rf_ctx *cx, rf_value v)
{
    (void)cx;
    return v.tag == RF_OBJECT && v.as.o->kind->id <= RF_K_BYTES && v.as.o->kind->id != RF_K_STRING;
}

/* ---- destructuring ---- */

static void refuse_parts(rf_ctx *cx, rf_value v, const char *as)
{
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "Cannot destructure %s as %s", rf_type_name(v), as);
}

void rf_destructure_array(rf_ctx *cx, rf_value v)
{
    if (!rf_is(v, RF_K_ARRAY))
        refuse_parts(cx, v, "array");
}

rf_value rf_part_of_array(rf_ctx *cx, rf_value v, int64_t i)
{
    (void)cx;
    return i < v.as.a->len ? rf_array_item(v.as.a, i) : rf_null;
}

/* Values, whatever the elements: the name that takes the rest is an array of any. */
rf_value rf_rest_of_array(rf_ctx *cx, rf_value v, int64_t from)
{
    int64_t len = v.as.a->len;

    return rf_from_object(rf_array_slice(cx, v.as.a, from < len ? from : len, len));
}

void rf_destructure_dict(rf_ctx *cx, rf_value v)
{
    if (!rf_is(v, RF_K_DICT))
        refuse_parts(cx, v, "dict");
}

rf_value rf_part_of_dict(rf_ctx *cx, rf_value v, const rf_string *key)
{
    rf_value *found = rf_dict_find((rf_dict *)v.as.o, key);

    (void)cx;
    return found ? rf_copy(*found) : rf_null;
}

rf_value rf_rest_of_dict(rf_ctx *cx, rf_value v, const rf_value *keys, uint32_t count)
{
    rf_dict *rest = rf_dict_new(cx, 0);

    rf_dict_update(cx, &rest, (rf_dict *)v.as.o);
    for (uint32_t i = 0; i < count; i++)
        rf_release(cx, rf_dict_remove_key(cx, &rest, keys[i]));
    return rf_from_object(rest);
}

/* ---- results and patterns ---- */

rf_value rf_question_value(rf_ctx *cx, rf_value v)
{
    rf_value out;

    if (rf_question(cx, v, &out))
        return out;
    return cx->error ? rf_null : rf_absent;
}

bool rf_match_variant(rf_value v, const rf_variant *variant)
{
    return rf_has_variant(v, variant) || (variant == &rf_variant_err && rf_is(v, RF_K_ERROR));
}

rf_value rf_match_payload(rf_value v, int64_t i)
{
    if (rf_is(v, RF_K_ERROR))
        return i == 0 ? rf_copy(v) : rf_null;
    return rf_payload(v, (uint32_t)i);
}

/* ---- loops ---- */

int64_t rf_range_bound(rf_ctx *cx, rf_value v)
{
    if (v.tag == RF_INT)
        return v.as.i;
    if (v.tag == RF_FLOAT)
        return rf_float_to_int(v.as.d);
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "range() requires numeric arguments");
    return 0;
}

int64_t rf_range_rounds(rf_ctx *cx, int64_t start, int64_t stop, int64_t step)
{
    uint64_t distance, by;

    if (step == 0) {
        rf_throw(cx, "range() step cannot be zero");
        return 0;
    }
    if (step > 0 ? start >= stop : start <= stop)
        return 0;
    distance = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    by       = step > 0 ? (uint64_t)step : -(uint64_t)step;
    return (int64_t)((distance - 1) / by + 1);
}

int64_t rf_wrapping_add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

int64_t rf_float_to_int(double d)
{
    if (isnan(d))
        return 0;
    if (d >= 9223372036854775808.0)
        return INT64_MAX;
    return d < -9223372036854775808.0 ? INT64_MIN : (int64_t)d;
}

/* ---- errors ---- */

rf_value rf_save_error(rf_ctx *cx)
{
    rf_object *e = cx->error;

    cx->error = NULL;
    return e ? rf_from_object(e) : rf_null;
}

void rf_raise(rf_ctx *cx, RF_OWN rf_value error)
{
    if (cx->error)
        rf_release(cx, error);
    else
        cx->error = error.as.o;
}

rf_value rf_missing(rf_ctx *cx, const char *name)
{
    rf_throw(cx, "%s is not available in this build", name);
    return rf_null;
}

/* ---- frames that cross to another thread ---- */

void rf_cross_value(rf_ctx *cx, rf_value *v)
{
    rf_value old = *v;

    *v = rf_cross(cx, old);
    rf_release(cx, old);
}

void rf_cross_cell(rf_ctx *cx, rf_cell **c)
{
    rf_value v = rf_from_object(*c);

    if (!*c)
        return;
    rf_cross_value(cx, &v);
    *c = (rf_cell *)v.as.o;
}

void rf_cross_env(rf_ctx *cx, rf_closure **env)
{
    rf_value v = rf_from_object(*env);

    if (!*env)
        return;
    rf_cross_value(cx, &v);
    *env = (rf_closure *)v.as.o;
}

/* ---- numbers ---- */

double rf_floor(double d)
{
    return floor(d);
}

double rf_ceil(double d)
{
    return ceil(d);
}

double rf_sin(double d)
{
    return sin(d);
}

double rf_cos(double d)
{
    return cos(d);
}

double rf_exp(double d)
{
    return exp(d);
}

double rf_sqrt_throws(rf_ctx *cx)
{
    rf_throw(cx, "sqrt() domain error: value must be >= 0");
    return 0;
}

int64_t rf_wide_character(const rf_string *s, int64_t i)
{
    int64_t at = rf_utf8_offset(s->at, s->bytes, i);
    int     size;

    return (int64_t)rf_utf8_decode(s->at + at, &size);
}
