/* Tags with payload: variants of enums, results and options. */

#include "ruff/tagged.h"

#include <string.h>

#include "core/advice.h"
#include "core/heap.h"
#include "core/print.h"
#include "core/share.h"
#include "ruff/error.h"

const rf_variant rf_variant_ok   = {"Result", "Ok"};
const rf_variant rf_variant_err  = {"Result", "Err"};
const rf_variant rf_variant_some = {"Option", "Some"};
const rf_variant rf_variant_none = {"Option", "None"};

static size_t tagged_size(uint32_t count)
{
    return offsetof(rf_tagged, at) + count * sizeof(rf_value);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_tagged *t = (rf_tagged *)o;
    uint32_t   i;

    for (i = 0; i < t->count; i++)
        rf_release(cx, t->at[i]);
    rf_object_free(cx, o, tagged_size(t->count));
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_tagged *t = (rf_tagged *)o;
    uint32_t         i;

    for (i = 0; i < t->count; i++)
        rf_share(cx, t->at[i]);
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    const rf_tagged *t = (rf_tagged *)o;
    rf_tagged       *u = rf_object_new(cx, tagged_size(t->count), o->kind);
    uint32_t         i;

    u->variant = t->variant;
    u->count   = t->count;
    for (i = 0; i < t->count; i++)
        u->at[i] = rf_cross(cx, t->at[i]);
    return rf_from_object(u);
}

static bool same_variant(const rf_variant *a, const rf_variant *b)
{
    return a == b || (strcmp(a->name, b->name) == 0 && strcmp(a->enum_name, b->enum_name) == 0);
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_tagged *a = (rf_tagged *)x;
    const rf_tagged *b = (rf_tagged *)y;
    uint32_t         i;

    if (!same_variant(a->variant, b->variant) || a->count != b->count)
        return false;
    for (i = 0; i < a->count; i++) {
        if (!rf_equal(cx, a->at[i], b->at[i]))
            return false;
    }
    return true;
}

static void print(rf_text *out, rf_object *o)
{
    const rf_tagged *t = (rf_tagged *)o;
    uint32_t         i;

    if (o->kind->id == RF_K_TAGGED) {
        rf_text_puts(out, t->variant->enum_name);
        rf_text_add(out, "::", 2);
    }
    rf_text_puts(out, t->variant->name);
    if (t->count == 0)
        return;
    for (i = 0; i < t->count; i++) {
        rf_text_char(out, i == 0 ? '(' : ',');
        rf_text_value(out, t->at[i]);
    }
    rf_text_char(out, ')');
}

#define TAG_KIND(kind_id, name)                                                                    \
    {.id        = kind_id,                                                                         \
     .type_name = name,                                                                            \
     .destroy   = destroy,                                                                         \
     .share     = share,                                                                           \
     .cross     = cross,                                                                           \
     .equal     = equal,                                                                           \
     .print     = print}
const rf_kind rf_tagged_kind = TAG_KIND(RF_K_TAGGED, "tagged");
const rf_kind rf_result_kind = TAG_KIND(RF_K_RESULT, "result");
const rf_kind rf_option_kind = TAG_KIND(RF_K_OPTION, "option");

rf_tagged *rf_tagged_new(rf_ctx *cx, const rf_kind *kind, const rf_variant *v,
                         RF_OWN const rf_value *payload, uint32_t count)
{
    rf_tagged *t = rf_object_new(cx, tagged_size(count), kind);

    t->variant = v;
    t->count   = count;
    if (count > 0)
        memcpy(t->at, payload, count * sizeof *payload);
    return t;
}

static bool is_tagged(rf_value v)
{
    return rf_is(v, RF_K_TAGGED) || rf_is(v, RF_K_RESULT) || rf_is(v, RF_K_OPTION);
}

bool rf_has_variant(rf_value v, const rf_variant *variant)
{
    return is_tagged(v) && same_variant(((rf_tagged *)v.as.o)->variant, variant);
}

rf_value rf_payload(rf_value v, uint32_t i)
{
    const rf_tagged *t = (rf_tagged *)v.as.o;

    return i < t->count ? rf_copy(t->at[i]) : rf_null;
}

bool rf_question(rf_ctx *cx, rf_value v, rf_value *out)
{
    const rf_tagged *t = (rf_tagged *)v.as.o;

    if (rf_is(v, RF_K_RESULT) || rf_is(v, RF_K_OPTION)) {
        bool good = t->variant == &rf_variant_ok || t->variant == &rf_variant_some;

        if (good)
            *out = rf_payload(v, 0);
        return good;
    }
    if (!rf_throw_if_error(cx, v)) {
        rf_throw(cx, "Try operator requires Result or Option");
        rf_advise_question(cx, v);
    }
    return false;
}
