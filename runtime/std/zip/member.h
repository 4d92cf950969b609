#ifndef RUFF_STD_ZIP_MEMBER_H
#define RUFF_STD_ZIP_MEMBER_H

#include <stdbool.h>
#include <zip.h>

/* The checks on the entries of an archive that somebody else may have made. */

/** Why no entry may be written, or NULL. */
char *rf_members_check(zip_t *z);
/** Whether an entry of that name is a folder. */
bool rf_member_is_folder(const char *name);

#endif
