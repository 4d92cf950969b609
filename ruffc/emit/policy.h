#ifndef RUFFC_EMIT_POLICY_H
#define RUFFC_EMIT_POLICY_H

#include "emit/writer.h"

/** Writes the variable `policy` of a program that may not do everything, else nothing. */
void put_policy(Emit *e);

#endif
