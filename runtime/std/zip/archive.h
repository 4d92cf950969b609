#ifndef RUFF_STD_ZIP_ARCHIVE_H
#define RUFF_STD_ZIP_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

/* An archive that is being made. Helpers work on it, so it holds no values of the script; calls from several
   threads wait for each other. What can fail answers why (failure.h). */

typedef struct rf_archive rf_archive;

/** A new archive of one owner; the file is an empty archive at once, and an older one is gone. */
char *rf_archive_create(const char *path, rf_archive **made);
/** One owner more, or one less. The last one closes what nobody has closed. */
void rf_archive_hold(rf_archive *a);
void rf_archive_leave(rf_archive *a);

/** Adds a file under the last part of its path. */
char *rf_archive_add_file(rf_archive *a, const char *path);
/** Adds the files and folders below a folder, named from there. Links, what is neither, and the archive
    itself stay outside. */
char *rf_archive_add_folder(rf_archive *a, const char *path);
/** Writes all of it; nothing can be added any more. */
char *rf_archive_close(rf_archive *a);

#endif
