#ifndef RUFF_STD_JSON_ORDER_H
#define RUFF_STD_JSON_ORDER_H

#include "core/dict_state.h"

/* The entries of dicts in code-point order of their keys. Records of one sort often share their key strings: the
   order found for one serves the next. */

enum {
    RF_JSON_FEW    = 32, /* entries of a dict whose order is remembered */
    RF_JSON_SHAPES = 8
};

typedef struct rf_json_shape {
    int64_t          count; /* 0: none remembered here */
    const rf_string *keys[RF_JSON_FEW];
    uint8_t          order[RF_JSON_FEW];
} rf_json_shape;

/** What is remembered. The dicts seen must live as long: keys are compared by address. */
typedef struct rf_json_orders {
    rf_json_shape shapes[RF_JSON_SHAPES];
} rf_json_orders;

void rf_json_orders_init(rf_json_orders *o);
/** Puts the entries of d into row, in order; row has room for all of them. */
void rf_json_order(rf_json_orders *o, const rf_dict *d, const rf_entry **row);

#endif
