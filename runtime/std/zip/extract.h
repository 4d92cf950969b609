#ifndef RUFF_STD_ZIP_EXTRACT_H
#define RUFF_STD_ZIP_EXTRACT_H

#include <stddef.h>

/* Unpacking an archive that anybody may have made: nothing is written outside of the folder, and not more than
   the limits say. */

enum {
    RF_UNZIP_MOST_ENTRIES = 1024,
    RF_UNZIP_MOST_BYTES   = 16 << 20, /* of one file */
    RF_UNZIP_MOST_IN_ALL  = 64 << 20
};

/** The paths of the files that were written; both from malloc. */
typedef struct rf_paths {
    char **at;
    size_t count;
} rf_paths;

/** Unpacks the archive into a folder, which is made when it is missing. Names, kinds and sizes of all entries are
    looked at before anything is written. Answers why it failed (failure.h), or NULL. */
char *rf_unzip(const char *path, const char *folder, rf_paths *written);
void  rf_paths_drop(rf_paths *p);

#endif
