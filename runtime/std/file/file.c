/* One piece of work on files: its beginning, its end, and what went wrong. See file.h. */

#include "std/file/file.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"

/* ---- errors */

static const char *reason(const rf_file_job *j)
{
    switch (j->trouble) {
    case RF_FILE_FINE:
    case RF_FILE_SYSTEM:
    case RF_FILE_BEYOND:
        break;
    case RF_FILE_TOO_LONG:
        return "it is longer than 8388608 bytes";
    case RF_FILE_NO_TEXT:
        return "stream did not contain valid UTF-8";
    case RF_FILE_EXISTS:
        return "file already exists (pass overwrite=true to replace it)";
    case RF_FILE_IS_FOLDER:
        return "path is a directory";
    case RF_FILE_NO_FILE:
        return "the source path is neither a regular file nor a symlink to a regular file";
    case RF_FILE_NUL:
        return "file name contained an unexpected NUL byte";
    }
    return NULL;
}

void rf_file_throw(rf_ctx *cx, const rf_file_job *j)
{
    const char *why = reason(j);
    rf_string  *begin;

    if (j->trouble == RF_FILE_BEYOND) {
        rf_throw_out_of_reach(cx, j->error, j->taken);
        return;
    }
    begin = j->other ? rf_string_format(cx, "Cannot %s '%s' to '%s'", j->way->verb, j->path, j->other)
                     : rf_string_format(cx, "Cannot %s '%s'", j->way->verb, j->path);
    if (why)
        rf_throw(cx, "%s: %s", begin->at, why);
    else
        rf_throw(cx, "%s: %s (os error %d)", begin->at, strerror(j->error), j->error);
    rf_release_object(cx, begin);
}

bool rf_is_path(rf_value v)
{
    return rf_is_string(v) && !memchr(rf_as_string(v)->at, '\0', (size_t)rf_as_string(v)->bytes);
}

static bool fits(rf_ctx *cx, rf_file_job *j, const rf_string *path)
{
    if (rf_is_path(rf_from_object(path)))
        return true;
    j->trouble = RF_FILE_NUL;
    rf_file_throw(cx, j);
    return false;
}

bool rf_file_prepare(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, const rf_string *path)
{
    j->way  = way;
    j->path = path->at;
    return fits(cx, j, path);
}

bool rf_file_prepare_other(rf_ctx *cx, rf_file_job *j, const rf_string *other)
{
    j->other = other->at;
    return fits(cx, j, other);
}

/* ---- as a job */

static const char *copy_of(const char *at, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy)
        rf_out_of_memory();
    memcpy(copy, at, size);
    copy[size] = '\0';
    return copy;
}

static void keep(void *data)
{
    rf_file_job *j = data;

    j->kept = true;
    j->path = copy_of(j->path, strlen(j->path));
    if (j->other)
        j->other = copy_of(j->other, strlen(j->other));
    if (j->text)
        j->text = copy_of(j->text, j->text_size);
}

static void drop(void *data)
{
    rf_file_job *j = data;

    free(j->data);
    if (!j->kept)
        return;
    free((char *)j->path);
    free((char *)j->other);
    free((char *)j->text);
}

static void work(void *data)
{
    rf_file_job *j = data;

    j->trouble = j->way->work(j);
}

static rf_value result(rf_ctx *cx, void *data)
{
    rf_file_job *j = data;
    rf_value     v = rf_from_bool(true);

    if (j->trouble == RF_FILE_FINE && j->way->result)
        v = j->way->result(cx, j);
    if (j->trouble == RF_FILE_FINE)
        return v;
    rf_release(cx, v);
    rf_file_throw(cx, j);
    return rf_null;
}

rf_value rf_file_start(rf_ctx *cx, rf_file_job *j)
{
    static const rf_job_type type = {
        .size = sizeof *j, .keep = keep, .work = work, .result = result, .drop = drop};

    return rf_job_start(cx, &type, j);
}

rf_value rf_file_now(rf_ctx *cx, rf_file_job *j)
{
    rf_value v;

    work(j);
    v = result(cx, j);
    drop(j);
    return v;
}
