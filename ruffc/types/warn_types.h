#ifndef RUFFC_TYPES_WARN_TYPES_H
#define RUFFC_TYPES_WARN_TYPES_H

#include "types/infer.h"

/** Warns of what types make sure to throw, or to do nothing: methods and fields that are not there,
    methods with the wrong count, operators on values that they do not take, library methods whose
    result is dropped. Silent where a `try` waits for the failure, where a function asks for the type
    of a value and may do one thing or the other, and where some instance of a function knows less or
    fares better. Reports into the compiler's diags. */
void warn_types(const Typed *t);

#endif
