#ifndef RUFF_STD_ZIP_ENTRY_H
#define RUFF_STD_ZIP_ENTRY_H

#include "std/zip/archive.h"

/* For the owner of the archive's lock: one entry of an archive that is open. */

/** A file, by its path and the name that it gets; what it holds now is taken. */
char *rf_archive_put_file(rf_archive *a, const char *path, const char *name);
/** A folder; the name ends with a slash. */
char *rf_archive_put_folder(rf_archive *a, const char *path, const char *name);
struct stat;
/** Whether that is the archive's own file. */
bool rf_archive_is(const rf_archive *a, const struct stat *s);
/** folder.c: everything below a folder. */
char *rf_archive_put_tree(rf_archive *a, const char *path);

#endif
