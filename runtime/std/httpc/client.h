#ifndef RUFF_STD_HTTPC_CLIENT_H
#define RUFF_STD_HTTPC_CLIENT_H

#include "ruff/abi.h"

struct rf_transfer;

/** On the loop: gives a transfer whose handle is ready to curl; false when it does not take it. */
bool rf_client_add(rf_ctx *cx, struct rf_transfer *t);
/** Takes it back and ends its handle. */
void rf_client_remove(rf_ctx *cx, struct rf_transfer *t);

/** How a transfer ended: 0 or a code of curl. */
void rf_transfer_ended(rf_ctx *cx, struct rf_transfer *t, int code);

#endif
