/* zip_create, zip_add_file, zip_add_dir, zip_close, unzip: helpers do the work. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/job.h"
#include "std/zip/archive.h"
#include "std/zip/extract.h"

/* ---- the handle */

typedef struct handle {
    rf_object   head;
    rf_archive *archive;
} handle;

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_archive_leave(((handle *)o)->archive);
    rf_object_free(cx, o, sizeof(handle));
}

static const rf_kind archive_kind = {.id = RF_K_OTHER, .type_name = "ziparchive", .destroy = destroy};

static bool is_archive(rf_value v)
{
    return v.tag == RF_OBJECT && v.as.o->kind == &archive_kind;
}

/* ---- calls as jobs */

typedef struct call {
    char *(*act)(struct call *c); /* why it failed, or NULL */
    rf_value (*result)(rf_ctx *cx, struct call *c);
    rf_archive *archive; /* an owner of it; NULL: none */
    char       *path, *folder;
    char       *why;
    rf_paths    written;
} call;

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void work(void *data)
{
    call *c = data;

    c->why = c->act(c);
}

static rf_value result(rf_ctx *cx, void *data)
{
    call *c = data;

    if (!c->why)
        return c->result(cx, c);
    rf_throw(cx, "%s", c->why);
    return rf_null;
}

static void drop(void *data)
{
    call *c = data;

    if (c->archive)
        rf_archive_leave(c->archive);
    rf_paths_drop(&c->written);
    free(c->path);
    free(c->folder);
    free(c->why);
}

static rf_value start(rf_ctx *cx, call *c)
{
    static const rf_job_type type = {
        .size = sizeof *c, .keep = keep, .work = work, .result = result, .drop = drop};

    if (!RF_FAILED(cx))
        return rf_job_start(cx, &type, c);
    drop(c);
    return rf_null;
}

/* A copy of a path; NULL with an error thrown. */
static char *take_path(rf_ctx *cx, rf_value v)
{
    const rf_string *s = rf_as_string(v);
    char            *copy;

    if (memchr(s->at, '\0', (size_t)s->bytes)) {
        rf_throw(cx, "Failed to open file '%s': file name contained an unexpected NUL byte", s->at);
        return NULL;
    }
    copy = strdup(s->at);
    if (!copy)
        rf_out_of_memory();
    return copy;
}

/* ---- results */

static rf_value as_true(rf_ctx *cx, call *c)
{
    (void)cx, (void)c;
    return rf_from_bool(true);
}

static rf_value as_handle(rf_ctx *cx, call *c)
{
    handle *h = rf_object_new(cx, sizeof *h, &archive_kind);

    h->archive = c->archive;
    c->archive = NULL;
    return rf_from_object(h);
}

/* Names in archives are UTF-8, or were made so; the folder came from a string. */
static rf_value as_paths(rf_ctx *cx, call *c)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, (int64_t)c->written.count);

    for (size_t i = 0; i < c->written.count; i++)
        a = rf_values_push(cx, a, rf_from_object(rf_string_from(cx, c->written.at[i])));
    return rf_from_object(a);
}

/* ---- making archives */

static char *create(call *c)
{
    return rf_archive_create(c->path, &c->archive);
}

rf_value rf_b_zip_create(rf_ctx *cx, rf_value path)
{
    call c = {.act = create, .result = as_handle};

    if (!rf_is_string(path))
        return RF_REFUSE(cx, "zip_create requires a string path argument", path);
    c.path = take_path(cx, path);
    return start(cx, &c);
}

/* A call on an archive, with the path of what is added. */
static rf_value start_on(rf_ctx *cx, char *(*act)(call *), rf_value archive, const rf_value *path)
{
    call c = {.act = act, .result = as_true, .archive = ((handle *)archive.as.o)->archive};

    rf_archive_hold(c.archive);
    if (path)
        c.path = take_path(cx, *path);
    return start(cx, &c);
}

static char *add_file(call *c)
{
    return rf_archive_add_file(c->archive, c->path);
}

rf_value rf_b_zip_add_file(rf_ctx *cx, rf_value archive, rf_value path)
{
    if (!is_archive(archive) || !rf_is_string(path))
        return RF_REFUSE(cx, "zip_add_file requires a zip archive and a string path", archive, path);
    return start_on(cx, add_file, archive, &path);
}

static char *add_folder(call *c)
{
    return rf_archive_add_folder(c->archive, c->path);
}

rf_value rf_b_zip_add_dir(rf_ctx *cx, rf_value archive, rf_value path)
{
    if (!is_archive(archive) || !rf_is_string(path))
        return RF_REFUSE(cx, "zip_add_dir requires a zip archive and a string path", archive, path);
    return start_on(cx, add_folder, archive, &path);
}

static char *close_archive(call *c)
{
    return rf_archive_close(c->archive);
}

rf_value rf_b_zip_close(rf_ctx *cx, rf_value archive)
{
    if (!is_archive(archive))
        return RF_REFUSE(cx, "zip_close requires a zip archive", archive);
    return start_on(cx, close_archive, archive, NULL);
}

/* ---- unpacking */

static char *unpack(call *c)
{
    return rf_unzip(c->path, c->folder, &c->written);
}

rf_value rf_b_unzip(rf_ctx *cx, rf_value path, rf_value folder)
{
    call c = {.act = unpack, .result = as_paths};

    if (!rf_is_string(path) || !rf_is_string(folder))
        return RF_REFUSE(cx, "unzip requires two string paths: the archive and a directory", path, folder);
    c.path   = take_path(cx, path);
    c.folder = RF_FAILED(cx) ? NULL : take_path(cx, folder);
    return start(cx, &c);
}
