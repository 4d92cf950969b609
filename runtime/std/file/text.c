/* Text files: read_file, read_lines, write_file and their like. */

#include <fcntl.h>

#include "io/lossy.h"
#include "std/file/file.h"

/* ---- reading */

static rf_file_trouble read_all(rf_file_job *j)
{
    int             file;
    rf_file_trouble t = rf_file_open(j, O_RDONLY, &file);

    return t != RF_FILE_FINE ? t : rf_file_close(j, file, rf_file_read(j, file, INT64_MAX));
}

static rf_value as_text(rf_ctx *cx, rf_file_job *j)
{
    int64_t size = (int64_t)j->size;

    if (rf_utf8_valid(j->data, size) == size)
        return rf_from_object(rf_string_new(cx, j->data, size));
    j->trouble = RF_FILE_NO_TEXT;
    return rf_null;
}

static rf_value as_lossy(rf_ctx *cx, rf_file_job *j)
{
    return rf_from_object(rf_string_lossy(cx, j->data, j->size));
}

static rf_value as_lines(rf_ctx *cx, rf_file_job *j)
{
    rf_value text = as_text(cx, j), lines;

    if (j->trouble != RF_FILE_FINE)
        return text;
    lines = rf_b_lines(cx, text);
    rf_release(cx, text);
    return lines;
}

static rf_value start_reading(rf_ctx *cx, rf_value path, const rf_file_way *way, const char *refusal)
{
    rf_file_job j = {0};

    if (!rf_is_string(path))
        return RF_REFUSE(cx, refusal, path);
    if (!rf_file_prepare(cx, &j, way, rf_as_string(path)))
        return rf_null;
    return rf_file_start(cx, &j);
}

rf_value rf_b_read_file(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"read file", read_all, as_text};

    return start_reading(cx, path, &way, "read_file_sync requires a string path argument");
}

rf_value rf_b_read_file_lossy(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"read file", read_all, as_lossy};

    return start_reading(cx, path, &way, "read_file_lossy requires a string path argument");
}

rf_value rf_b_read_lines(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"read file", read_all, as_lines};

    return start_reading(cx, path, &way, "read_lines requires a string path argument");
}

/* ---- writing */

static rf_file_trouble write_to(rf_file_job *j, int flags)
{
    int             file;
    rf_file_trouble t;

    if (j->text_size > RF_FILE_MOST)
        return RF_FILE_TOO_LONG;
    t = rf_file_open(j, O_WRONLY | O_CREAT | flags, &file);
    return t != RF_FILE_FINE ? t
                             : rf_file_close(j, file, rf_file_write(j, file, j->text, j->text_size));
}

static rf_file_trouble write_all(rf_file_job *j)
{
    return write_to(j, j->overwrite ? O_TRUNC : O_EXCL);
}

static rf_file_trouble append(rf_file_job *j)
{
    return write_to(j, O_APPEND);
}

static rf_value start_writing(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, const rf_string *path,
                              const rf_string *text)
{
    j->text      = text->at;
    j->text_size = (size_t)text->bytes;
    return rf_file_prepare(cx, j, way, path) ? rf_file_start(cx, j) : rf_null;
}

rf_value rf_b_write_file(rf_ctx *cx, rf_value path, rf_value text, rf_value overwrite)
{
    static const rf_file_way way = {"write file", write_all, NULL};
    rf_file_job              j   = {.overwrite = overwrite.tag == RF_BOOL && overwrite.as.i};

    if (!rf_is_string(path) || !rf_is_string(text))
        return RF_REFUSE(cx, "write_file requires string arguments", path, text, overwrite);
    if (overwrite.tag != RF_BOOL && overwrite.tag != RF_ABSENT)
        return RF_REFUSE(cx, "write_file optional overwrite flag must be a bool", overwrite);
    return start_writing(cx, &j, &way, rf_as_string(path), rf_as_string(text));
}

rf_value rf_b_append_file(rf_ctx *cx, rf_value path, rf_value text)
{
    static const rf_file_way way = {"append to file", append, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(path) || !rf_is_string(text))
        return RF_REFUSE(cx, "append_file requires string arguments", path, text);
    return start_writing(cx, &j, &way, rf_as_string(path), rf_as_string(text));
}
