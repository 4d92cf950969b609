#ifndef RUFF_RUFF_H
#define RUFF_RUFF_H

/* All that emitted C may use. */
#include "ruff/abi.h"
#include "ruff/rc.h"
#include "ruff/memory.h"
#include "ruff/value.h"
#include "ruff/int.h"
#include "ruff/string.h"
#include "ruff/array.h"
#include "ruff/dict.h"
#include "ruff/closure.h"
#include "ruff/cell.h"
#include "ruff/error.h"
#include "ruff/struct.h"
#include "ruff/tagged.h"
#include "ruff/iterate.h"
#include "ruff/gen.h"
#include "ruff/task.h"
#include "ruff/start.h"
#include "ruff/typed.h"

#endif
