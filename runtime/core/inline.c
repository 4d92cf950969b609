/* The out-of-line copies of the inline functions of the public headers: what tcc-compiled code
   calls. */

#define RF_DEFINE_INLINES
#include "ruff/ruff.h"
