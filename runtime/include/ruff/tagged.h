#ifndef RUFF_TAGGED_H
#define RUFF_TAGGED_H

#include "ruff/value.h"

/** Static facts of a variant; one object per variant in an emitted file, so code of one file compares
    pointers. Result and Option variants are the runtime's own, below. */
typedef struct rf_variant {
    const char *enum_name, *name;
} rf_variant;
extern const rf_variant rf_variant_ok, rf_variant_err, rf_variant_some, rf_variant_none;

/** A tag with its payload: Color::Red, Shape::Rect(2, 3), Ok(v), None. */
struct rf_tagged {
    rf_object         head; /* kind: rf_tagged_kind, rf_result_kind or rf_option_kind */
    const rf_variant *variant;
    uint32_t          count;
    rf_value          at[];
};
extern const rf_kind rf_tagged_kind, rf_result_kind, rf_option_kind;

/** Takes the payload. */
rf_tagged *rf_tagged_new(rf_ctx *cx, const rf_kind *kind, const rf_variant *v, RF_OWN const rf_value *payload,
                         uint32_t count);
/** A tag without payload as a static object. */
#define RF_STATIC_TAG(name, kind, variant)                                                         \
    static rf_tagged name RF_UNUSED = {{RF_STATIC_COUNT, 0, &(kind)}, &(variant), 0}

/** True when v is this variant: the match test. Variants of enums are compared by their two names. */
bool rf_has_variant(rf_value v, const rf_variant *variant);
/** Payload number i, null when there are fewer; owned. */
rf_value rf_payload(rf_value v, uint32_t i);
/** Postfix `?` (S-44): true when v is Ok or Some, then *out is the payload (owned). False: Err or None, to
    be returned by the caller; or anything else, then the error is set. */
bool rf_question(rf_ctx *cx, rf_value v, rf_value *out);

#endif
