#ifndef RUFFC_TYPES_REASON_H
#define RUFFC_TYPES_REASON_H

#include "types/infer.h"

/** Appends why a slot of that type is dynamic: `int at 3:5, string at 7:9`, `an item of any at
    4:1`. Nothing when it is not, or when nothing was ever stored. */
void reason_write(TextBuf *out, const Typed *t, const Reason *why, const Type *type);

/** Appends a place as line:column, with its file in front when that is not the main one. */
void reason_place(TextBuf *out, const Typed *t, Span at);

#endif
