/* ssg_render_and_write_pages, ssg_read_render_and_write_pages: a helper takes one page after the other, which
   any limit allows. */

#define _GNU_SOURCE /* asprintf */

#include "std/ssg/batch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/heap.h"
#include "io/job.h"
#include "std/file/file.h"
#include "std/ssg/page.h"

typedef struct page {
    char  *at; /* the path it is read from, or its text */
    size_t size;
} page;

typedef struct batch {
    page       *pages;
    size_t      count;
    char       *folder;
    bool        reads;
    int64_t     sum;
    double      read_ms, write_ms;
    rf_file_job file; /* the one at hand; its path is ours */
} batch;

/* ---- the work */

static double clock_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void at_file(batch *b, const rf_file_way *way, char *path)
{
    if (!path)
        rf_out_of_memory();
    free((char *)b->file.path);
    b->file.path = path;
    b->file.way  = way;
}

static rf_file_trouble read_page(batch *b, page *p)
{
    static const rf_file_way way = {"read file", NULL, NULL};
    rf_file_job             *f   = &b->file;
    int                      file;
    rf_file_trouble          t;

    at_file(b, &way, strdup(p->at));
    t = strlen(p->at) == p->size ? rf_file_open(f, O_RDONLY, &file) : RF_FILE_NUL;
    if (t == RF_FILE_FINE)
        t = rf_file_close(f, file, rf_file_read(f, file, INT64_MAX));
    if (t == RF_FILE_FINE && rf_utf8_valid(f->data, (int64_t)f->size) != (int64_t)f->size)
        t = RF_FILE_NO_TEXT;
    free(p->at);
    p->at   = f->data;
    p->size = f->size;
    f->data = NULL;
    return t;
}

static rf_file_trouble write_page(batch *b, size_t i)
{
    static const rf_file_way way  = {"write file", NULL, NULL};
    size_t                   size = rf_page_size(i, b->pages[i].size);
    char                    *path = NULL, *text = malloc(size + 1);
    int                      file;
    rf_file_trouble          t;

    if (!text || asprintf(&path, "%s/post_%zu.html", b->folder, i) < 0)
        rf_out_of_memory();
    at_file(b, &way, path);
    rf_page_write(text, i, b->pages[i].at, b->pages[i].size);
    t = rf_file_open(&b->file, O_WRONLY | O_CREAT | O_TRUNC, &file);
    if (t == RF_FILE_FINE)
        t = rf_file_close(&b->file, file, rf_file_write(&b->file, file, text, size));
    b->sum += (int64_t)size;
    free(text);
    return t;
}

static void work(void *data)
{
    batch          *b     = data;
    double          begun = clock_ms();
    rf_file_trouble t     = RF_FILE_FINE;

    for (size_t i = 0; b->reads && i < b->count && t == RF_FILE_FINE; i++)
        t = read_page(b, &b->pages[i]);
    b->read_ms = clock_ms() - begun;
    for (size_t i = 0; i < b->count && t == RF_FILE_FINE; i++)
        t = write_page(b, i);
    b->write_ms     = clock_ms() - begun - b->read_ms;
    b->file.trouble = t;
}

/* ---- as a job */

static rf_value result(rf_ctx *cx, void *data)
{
    batch   *b = data;
    rf_dict *d;

    if (b->file.trouble != RF_FILE_FINE) {
        rf_file_throw(cx, &b->file);
        return rf_null;
    }
    d = rf_ssg_put(cx, rf_dict_new(cx, 4), "checksum", rf_from_int(b->sum));
    d = rf_ssg_put(cx, d, "files", rf_from_int((int64_t)b->count));
    if (b->reads) {
        d = rf_ssg_put(cx, d, "read_ms", rf_from_float(b->read_ms));
        d = rf_ssg_put(cx, d, "render_write_ms", rf_from_float(b->write_ms));
    }
    return rf_from_object(d);
}

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void drop(void *data)
{
    batch *b = data;

    for (size_t i = 0; i < b->count; i++)
        free(b->pages[i].at);
    free(b->pages);
    free(b->folder);
    free((char *)b->file.path);
    free(b->file.data);
}

static page copy_of(const rf_string *s)
{
    page p = {malloc((size_t)s->bytes + 1), (size_t)s->bytes};

    if (!p.at)
        rf_out_of_memory();
    memcpy(p.at, s->at, p.size + 1);
    return p;
}

static rf_value start(rf_ctx *cx, const rf_array *texts, const rf_string *folder, bool reads)
{
    static const rf_job_type type = {
        .size = sizeof(batch), .keep = keep, .work = work, .result = result, .drop = drop, .waits = true};
    batch b = {.reads = reads, .folder = copy_of(folder).at};

    b.pages = calloc((size_t)texts->len + 1, sizeof *b.pages);
    if (!b.pages)
        rf_out_of_memory();
    for (int64_t i = 0; i < texts->len; i++)
        b.pages[b.count++] = copy_of(rf_as_string(rf_array_peek(texts, i)));
    return rf_job_promise(cx, &type, &b);
}

static bool is_limit(rf_value v)
{
    return v.tag == RF_ABSENT || (v.tag == RF_INT && v.as.i >= 1);
}

rf_value rf_b_ssg_render_and_write_pages(rf_ctx *cx, rf_value pages, rf_value folder, rf_value limit)
{
    if (!rf_ssg_strings(pages) || !rf_is_path(folder))
        return RF_REFUSE(cx, "ssg_render_and_write_pages() requires an array of strings and a folder", pages, folder,
                         limit);
    if (!is_limit(limit))
        return RF_REFUSE(cx, "ssg_render_and_write_pages() limit must be a positive integer", limit);
    return start(cx, rf_as_array(pages), rf_as_string(folder), false);
}

rf_value rf_b_ssg_read_render_and_write_pages(rf_ctx *cx, rf_value paths, rf_value folder, rf_value limit)
{
    if (!rf_ssg_strings(paths) || !rf_is_path(folder))
        return RF_REFUSE(cx, "ssg_read_render_and_write_pages() requires an array of paths and a folder", paths,
                         folder, limit);
    if (!is_limit(limit))
        return RF_REFUSE(cx, "ssg_read_render_and_write_pages() limit must be a positive integer", limit);
    return start(cx, rf_as_array(paths), rf_as_string(folder), true);
}
