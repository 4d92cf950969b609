#ifndef RUFFC_BACK_LINES_H
#define RUFFC_BACK_LINES_H

#include "ruff/error.h"
#include "support/source.h"

/** Lets the reports of a program in this process show the lines of its files (S-76). The texts are
    copied and live until lines_hide. */
rf_source *lines_show(const Sources *s);

/** Ends that; frees what lines_show gave. */
void lines_hide(rf_source *lines);

/** C text that does the same for an executable when it stands behind the unit's: the lines that the
    unit's text can name as places of errors, and a constructor that hands them to the runtime. The
    arena owns it. */
Text lines_unit(Arena *a, const Sources *s, Text unit);

#endif
