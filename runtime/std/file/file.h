#ifndef RUFF_STD_FILE_H
#define RUFF_STD_FILE_H

#include "core/lib.h"
#include "io/job.h"
#include "io/reach.h"

/* What the functions on files share: one piece of work on one file or two (io/job.h), and how its failure is
   told: "Cannot VERB 'PATH': REASON". */

enum { RF_FILE_MOST = 8 << 20 }; /* bytes read or written at once */

typedef enum rf_file_trouble {
    RF_FILE_FINE,
    RF_FILE_SYSTEM, /* the error stands beside it */
    RF_FILE_TOO_LONG,
    RF_FILE_NO_TEXT,
    RF_FILE_EXISTS,
    RF_FILE_IS_FOLDER,
    RF_FILE_NO_FILE, /* a source that cannot be copied */
    RF_FILE_NUL,
    RF_FILE_BEYOND /* out of reach of the program's capabilities */
} rf_file_trouble;

typedef struct rf_file_job rf_file_job;

/** One function on files. */
typedef struct rf_file_way {
    const char *verb; /* "read file" */
    rf_file_trouble (*work)(rf_file_job *j);
    rf_value (*result)(rf_ctx *cx, rf_file_job *j); /* of work that went well; NULL: true */
} rf_file_way;

struct rf_file_job {
    const rf_file_way *way;
    const char        *path, *other, *text; /* borrowed, unless kept; other and text may be NULL */
    size_t             text_size;
    bool               kept, overwrite;
    rf_file_trouble    trouble;
    int                error;
    const char        *taken; /* the path that was taken to the system last: j->path or j->other */
    int64_t            offset, count; /* arguments */
    char              *data;          /* what was read, from malloc */
    size_t             size;
};

/** Fills in the path; false with "Cannot VERB 'PATH': file name contained an unexpected NUL byte" thrown. */
bool rf_file_prepare(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, const rf_string *path);
/** The same for the second path. */
bool rf_file_prepare_other(rf_ctx *cx, rf_file_job *j, const rf_string *other);
/** Starts the work: what the built-in function answers. */
rf_value rf_file_start(rf_ctx *cx, rf_file_job *j);
/** Does work that takes no time on the spot: the result, or the error thrown. */
rf_value rf_file_now(rf_ctx *cx, rf_file_job *j);
/** Throws what went wrong. */
RF_COLD void rf_file_throw(rf_ctx *cx, const rf_file_job *j);

/** True for a string that the system takes as a path: nothing can have a name with a NUL byte. */
bool rf_is_path(rf_value v);

/* ---- on the system's side. Each answers RF_FILE_FINE, or notes the error. */

/** Takes one of the job's paths to the system; false with errno. */
bool rf_file_reach(rf_file_job *j, rf_reach *r, int nth, const char *path, rf_links links);
/** Notes errno. */
rf_file_trouble rf_file_failed(rf_file_job *j);
/** Opens j->path, as rf_reach_open does. */
rf_file_trouble rf_file_open(rf_file_job *j, int flags, int *file);
/** Closes it; what comes to light only then is told if all was well before. */
rf_file_trouble rf_file_close(rf_file_job *j, int file, rf_file_trouble before);
/** Reads to the end, or `count` bytes when there are as many: j->data and j->size, which stays below
    RF_FILE_MOST. */
rf_file_trouble rf_file_read(rf_file_job *j, int file, int64_t count);
/** Writes all of it. */
rf_file_trouble rf_file_write(rf_file_job *j, int file, const char *at, size_t size);

#endif
