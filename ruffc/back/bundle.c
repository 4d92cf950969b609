/* One self-contained C file: being built. */
#include "back/backend.h"

Text bundle_program(Arena *arena, const CUnit *unit)
{
    (void)arena;
    return unit->text;
}
