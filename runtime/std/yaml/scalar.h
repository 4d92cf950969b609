#ifndef RUFF_STD_YAML_SCALAR_H
#define RUFF_STD_YAML_SCALAR_H

#include "core/lib.h"

/** What a scalar without quotes stands for by the core rules of YAML 1.2: null, a bool, an int, a float; else
    a string. Owned. */
rf_value rf_yaml_scalar(rf_ctx *cx, const char *at, size_t bytes);
/** Whether rf_yaml_scalar makes a string of it. */
bool rf_yaml_is_text(const char *at, size_t bytes);

#endif
