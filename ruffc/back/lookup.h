#ifndef RUFFC_BACK_LOOKUP_H
#define RUFFC_BACK_LOOKUP_H

#include "support/base.h"

/** The file that running the first word of `command` would start: as it is when it has a slash, else on $PATH. */
bool lookup_program(const char *command, char *room, size_t size);

#endif
