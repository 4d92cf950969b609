#ifndef RUFFC_CLI_SCRIPT_FILES_H
#define RUFFC_CLI_SCRIPT_FILES_H

#include "support/vec.h"

typedef VEC(const char *) FileNames;

/** The scripts that a command means by `path`: the file itself, or every .ruff file below a folder,
   sorted; what begins with a dot is left out. False after one line on stderr when the folder cannot
   be read. */
bool script_files(Arena *arena, const char *path, FileNames *out);

#endif
