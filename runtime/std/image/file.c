/* load_image and image.save: helpers read, decode, encode and write. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "io/job.h"
#include "ruff/task.h"
#include "std/image/codec.h"
#include "std/image/image.h"

/* Reading or writing one file. */
typedef struct job {
    char       *path;
    gdImagePtr  image;  /* read, or to be written */
    bool        kept;   /* it is the job's own */
    const char *format; /* by what the file holds */
    char       *why;
} job;

static void drop(void *data)
{
    job *j = data;

    if (j->kept && j->image)
        gdImageDestroy(j->image);
    free(j->path);
    free(j->why);
}

static bool take_path(rf_ctx *cx, job *j, rf_value path, const char *begin)
{
    const rf_string *s = rf_as_string(path);

    if (memchr(s->at, '\0', (size_t)s->bytes)) {
        rf_throw(cx, "%s '%s': file name contained an unexpected NUL byte", begin, s->at);
        return false;
    }
    j->path = strdup(s->at);
    if (!j->path)
        rf_out_of_memory();
    return true;
}

/* ---- load_image */

static void keep_nothing(void *data)
{
    (void)data; /* all of it is ours already */
}

static void load(void *data)
{
    job *j = data;

    j->why = rf_image_read(j->path, &j->image, &j->format);
}

/* The end of the path in small letters. */
static rf_string *format_of(rf_ctx *cx, const job *j)
{
    const char *end = rf_extension(j->path);
    rf_value    text, lower;

    if (!end)
        return rf_string_from(cx, j->format);
    text  = rf_from_object(rf_string_from(cx, end));
    lower = rf_b_to_lower(cx, text);
    rf_release(cx, text);
    return lower.as.s;
}

static rf_value loaded(rf_ctx *cx, void *data)
{
    job       *j     = data;
    gdImagePtr image = j->image;

    if (j->why) {
        rf_throw(cx, "%s", j->why);
        return rf_null;
    }
    j->image = NULL;
    return rf_image_new(cx, image, format_of(cx, j));
}

rf_value rf_b_load_image(rf_ctx *cx, rf_value path)
{
    static const rf_job_type type = {
        .size = sizeof(job), .keep = keep_nothing, .work = load, .result = loaded, .drop = drop};
    job j = {.kept = true};

    if (!rf_is_string(path))
        return RF_REFUSE(cx, "load_image requires a string path argument", path);
    return take_path(cx, &j, path, "Cannot load image") ? rf_job_start(cx, &type, &j) : rf_null;
}

/* ---- save */

/* The caller may be gone, and the image with him, while a helper still writes it. */
static void keep_image(void *data)
{
    job *j = data;

    j->kept  = true;
    j->image = gdImageClone(j->image);
    if (!j->image)
        rf_out_of_memory();
}

static void save(void *data)
{
    job *j = data;

    j->why = rf_image_write(j->path, j->image);
}

static rf_value saved(rf_ctx *cx, void *data)
{
    const job *j = data;

    if (!j->why)
        return rf_from_bool(true);
    rf_throw(cx, "%s", j->why);
    return rf_null;
}

rf_value rf_image_save(rf_ctx *cx, rf_value self, rf_value path)
{
    static const rf_job_type type = {
        .size = sizeof(job), .keep = keep_image, .work = save, .result = saved, .drop = drop};
    job j = {.image = ((rf_image *)self.as.o)->gd};

    return take_path(cx, &j, path, "Failed to save image") ? rf_finish_now(cx, rf_job_start(cx, &type, &j)) : rf_null;
}
