/* Binary files: whole ones, and parts of them. */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "std/file/file.h"

/* ---- arguments */

static bool is_bytes(rf_value v)
{
    return rf_is(v, RF_K_BYTES);
}

static void give_bytes(rf_file_job *j, rf_value v)
{
    const rf_bytes *b = (rf_bytes *)v.as.o;

    j->text      = b->len > 0 ? (const char *)b->at : "";
    j->text_size = (size_t)b->len;
}

/* A number that is not negative, floats cut. */
static bool take_number(rf_ctx *cx, rf_value v, const char *who, const char *what, int64_t *n)
{
    if (!rf_is_number(v)) {
        if (!rf_throw_if_error(cx, v))
            rf_throw(cx, "%s %s must be a number", who, what);
        return false;
    }
    *n = rf_number_int(v);
    if (*n < 0)
        rf_throw(cx, "%s %s must be non-negative", who, what);
    return *n >= 0;
}

static bool prepare(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, const char *who, rf_value path)
{
    if (rf_is_string(path))
        return rf_file_prepare(cx, j, way, rf_as_string(path));
    if (!rf_throw_if_error(cx, path))
        rf_throw(cx, "%s requires a string path argument", who);
    return false;
}

/* ---- reading */

static rf_file_trouble read_part(rf_file_job *j)
{
    int             file;
    rf_file_trouble t = rf_file_open(j, O_RDONLY, &file);

    if (t != RF_FILE_FINE)
        return t;
    if (j->offset > 0 && lseek(file, j->offset, SEEK_SET) < 0)
        t = rf_file_failed(j);
    else
        t = rf_file_read(j, file, j->count);
    return rf_file_close(j, file, t);
}

static rf_value as_bytes(rf_ctx *cx, rf_file_job *j)
{
    return rf_from_object(rf_bytes_new(cx, j->data, (int64_t)j->size));
}

static const rf_file_way reading = {"read file", read_part, as_bytes};

rf_value rf_b_read_binary_file(rf_ctx *cx, rf_value path)
{
    rf_file_job j = {.count = INT64_MAX};

    return prepare(cx, &j, &reading, "read_binary_file", path) ? rf_file_start(cx, &j) : rf_null;
}

rf_value rf_b_io_read_bytes(rf_ctx *cx, rf_value path, rf_value count)
{
    rf_file_job j = {0};

    if (!prepare(cx, &j, &reading, "io_read_bytes", path) ||
        !take_number(cx, count, "io_read_bytes", "count", &j.count))
        return rf_null;
    return rf_file_start(cx, &j);
}

rf_value rf_b_io_read_at(rf_ctx *cx, rf_value path, rf_value offset, rf_value count)
{
    rf_file_job j = {0};

    if (!prepare(cx, &j, &reading, "io_read_at", path) ||
        !take_number(cx, offset, "io_read_at", "offset", &j.offset) ||
        !take_number(cx, count, "io_read_at", "count", &j.count))
        return rf_null;
    return rf_file_start(cx, &j);
}

rf_value rf_b_io_seek_read(rf_ctx *cx, rf_value path, rf_value offset)
{
    rf_file_job j = {.count = INT64_MAX};

    if (!prepare(cx, &j, &reading, "io_seek_read", path) ||
        !take_number(cx, offset, "io_seek_read", "offset", &j.offset))
        return rf_null;
    return rf_file_start(cx, &j);
}

/* ---- writing */

static rf_file_trouble write_to(rf_file_job *j, int flags)
{
    int             file;
    rf_file_trouble t;

    if (j->text_size > RF_FILE_MOST)
        return RF_FILE_TOO_LONG;
    t = rf_file_open(j, O_WRONLY | flags, &file);
    if (t != RF_FILE_FINE)
        return t;
    if (j->offset > 0 && lseek(file, j->offset, SEEK_SET) < 0)
        t = rf_file_failed(j);
    else
        t = rf_file_write(j, file, j->text, j->text_size);
    return rf_file_close(j, file, t);
}

static rf_file_trouble write_all(rf_file_job *j)
{
    return write_to(j, O_CREAT | (j->overwrite ? O_TRUNC : O_EXCL));
}

static rf_file_trouble append(rf_file_job *j)
{
    return write_to(j, O_CREAT | O_APPEND);
}

static rf_file_trouble write_part(rf_file_job *j)
{
    return write_to(j, 0);
}

static rf_value start_writing(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, rf_value path, rf_value data)
{
    give_bytes(j, data);
    return rf_file_prepare(cx, j, way, rf_as_string(path)) ? rf_file_start(cx, j) : rf_null;
}

rf_value rf_b_write_binary_file(rf_ctx *cx, rf_value path, rf_value data, rf_value overwrite)
{
    static const rf_file_way way = {"write file", write_all, NULL};
    rf_file_job              j   = {.overwrite = overwrite.tag == RF_BOOL && overwrite.as.i};

    if (!rf_is_string(path) || !is_bytes(data))
        return RF_REFUSE(cx, "write_binary_file requires path (string) and bytes arguments", path, data, overwrite);
    if (overwrite.tag != RF_BOOL && overwrite.tag != RF_ABSENT)
        return RF_REFUSE(cx, "write_binary_file optional overwrite flag must be a bool", overwrite);
    return start_writing(cx, &j, &way, path, data);
}

rf_value rf_b_io_write_bytes(rf_ctx *cx, rf_value path, rf_value data)
{
    static const rf_file_way way = {"write file", write_all, NULL};
    rf_file_job              j   = {.overwrite = true};

    if (!rf_is_string(path) || !is_bytes(data))
        return RF_REFUSE(cx, "io_write_bytes requires path (string) and bytes arguments", path, data);
    return start_writing(cx, &j, &way, path, data);
}

rf_value rf_b_io_append_bytes(rf_ctx *cx, rf_value path, rf_value data)
{
    static const rf_file_way way = {"append to file", append, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(path) || !is_bytes(data))
        return RF_REFUSE(cx, "io_append_bytes requires path (string) and bytes arguments", path, data);
    return start_writing(cx, &j, &way, path, data);
}

rf_value rf_b_io_write_at(rf_ctx *cx, rf_value path, rf_value data, rf_value offset)
{
    static const rf_file_way way = {"write file", write_part, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(path) || !is_bytes(data))
        return RF_REFUSE(cx, "io_write_at requires path (string), bytes and offset arguments", path, data, offset);
    if (!take_number(cx, offset, "io_write_at", "offset", &j.offset))
        return rf_null;
    return start_writing(cx, &j, &way, path, data);
}

/* ---- sizes and copies */

static rf_file_trouble cut(rf_file_job *j)
{
    int             file;
    rf_file_trouble t = rf_file_open(j, O_WRONLY, &file);

    if (t != RF_FILE_FINE)
        return t;
    if (ftruncate(file, j->count) != 0)
        t = rf_file_failed(j);
    return rf_file_close(j, file, t);
}

rf_value rf_b_io_truncate(rf_ctx *cx, rf_value path, rf_value size)
{
    static const rf_file_way way = {"truncate file", cut, NULL};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, "io_truncate", path) || !take_number(cx, size, "io_truncate", "size", &j.count))
        return rf_null;
    return rf_file_start(cx, &j);
}

/* The part is read before the target is touched: both may be one file. */
static rf_file_trouble copy_part(rf_file_job *j)
{
    rf_file_job     to = {.path = j->other, .overwrite = true};
    rf_file_trouble t  = read_part(j);

    if (t != RF_FILE_FINE)
        return t;
    to.text      = j->data;
    to.text_size = j->size;
    t            = write_all(&to);
    j->error     = to.error;
    j->taken     = to.taken;
    return t;
}

rf_value rf_b_io_copy_range(rf_ctx *cx, rf_value source, rf_value target, rf_value offset, rf_value count)
{
    static const rf_file_way way = {"copy range of file", copy_part, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(source) || !rf_is_string(target))
        return RF_REFUSE(cx, "io_copy_range requires string source and target paths", source, target, offset, count);
    if (!take_number(cx, offset, "io_copy_range", "offset", &j.offset) ||
        !take_number(cx, count, "io_copy_range", "count", &j.count) ||
        !rf_file_prepare(cx, &j, &way, rf_as_string(source)) ||
        !rf_file_prepare_other(cx, &j, rf_as_string(target)))
        return rf_null;
    return rf_file_start(cx, &j);
}
