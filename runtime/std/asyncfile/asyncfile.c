/* async_read_file, async_write_file and their forms for many files: helpers do the work. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/helpers.h"
#include "io/op.h"
#include "io/reach.h"

enum { MOST_BYTES = 8 << 20 };

typedef enum trouble { FINE, SYSTEM, TOO_LONG, NO_NAME, NO_THREAD } trouble;

struct batch;

/* One file. */
typedef struct item {
    rf_chore      chore;
    struct batch *of;
    char         *path, *data; /* to be written, or read */
    bool          no_name;     /* the path holds a NUL byte: nothing has such a name */
    size_t        size;
    trouble       trouble;
    int           error;
} item;

/* One promise: of one file, or of an array. */
typedef struct batch {
    rf_op    op;
    bool     writes, is_list;
    uint32_t count, limit;
    uint32_t begun, ended; /* atomic */
    uint32_t stopped;
    item     items[];
} batch;

/* ---- the work */

static trouble fail(item *it)
{
    it->error = errno;
    return SYSTEM;
}

static trouble read_all(item *it, int file)
{
    size_t room = 1 << 16;

    for (it->size = 0;;) {
        ssize_t n;
        char   *grown = it->data && it->size < room ? it->data : realloc(it->data, it->data ? room *= 2 : room);
        if (!grown)
            rf_out_of_memory();
        it->data = grown;
        n        = read(file, it->data + it->size, room - it->size);
        if (n < 0 && errno != EINTR)
            return fail(it);
        if (n == 0)
            return FINE;
        it->size += n > 0 ? (size_t)n : 0;
        if (it->size > MOST_BYTES)
            return TOO_LONG;
    }
}

static trouble write_all(item *it, int file)
{
    for (size_t done = 0; done < it->size;) {
        ssize_t n = write(file, it->data + done, it->size - done);
        if (n < 0 && errno != EINTR)
            return fail(it);
        done += n > 0 ? (size_t)n : 0;
    }
    return FINE;
}

static trouble do_item(item *it)
{
    bool    writes = it->of->writes;
    int     file;
    trouble how;

    if (it->no_name)
        return NO_NAME;
    file = rf_reach_open(it->path, writes ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0666);
    if (file < 0)
        return fail(it);
    how = writes ? write_all(it, file) : read_all(it, file);
    if (close(file) != 0 && writes && how == FINE)
        how = fail(it);
    return how;
}

static void work(rf_chore *c)
{
    item *it = (item *)c;

    if (!__atomic_load_n(&it->of->stopped, __ATOMIC_RELAXED))
        it->trouble = do_item(it);
}

/* ---- the result */

static void throw_trouble(rf_ctx *cx, const item *it)
{
    const batch *b = it->of;
    rf_string   *begin;

    if (it->trouble == SYSTEM && rf_is_out_of_reach(it->error)) {
        rf_throw_out_of_reach(cx, it->error, it->path);
        return;
    }
    begin = rf_string_format(cx, "Failed to %s file '%s'", b->writes ? "write" : "read", it->path);
    if (b->is_list) {
        rf_string *longer = rf_string_format(cx, "%s (index %u)", begin->at, (uint32_t)(it - b->items));
        rf_release_object(cx, begin);
        begin = longer;
    }
    if (it->trouble == SYSTEM)
        rf_throw(cx, "%s: %s (os error %d)", begin->at, strerror(it->error), it->error);
    else if (it->trouble == NO_THREAD)
        rf_throw(cx, "%s: Cannot start thread: %s", begin->at, strerror(it->error));
    else if (it->trouble == NO_NAME)
        rf_throw(cx, "%s: file name contained an unexpected NUL byte", begin->at);
    else if (it->trouble == TOO_LONG)
        rf_throw(cx, "%s: it is longer than %d bytes", begin->at, MOST_BYTES);
    else
        rf_throw(cx, "%s: stream did not contain valid UTF-8", begin->at);
    rf_release_object(cx, begin);
}

/* What one file gives; null with an error thrown. */
static rf_value result_of(rf_ctx *cx, const item *it)
{
    int64_t size = (int64_t)it->size;

    if (it->trouble != FINE || (!it->of->writes && rf_utf8_valid(it->data, size) != size)) {
        throw_trouble(cx, it);
        return rf_null;
    }
    return it->of->writes ? rf_from_bool(true) : rf_from_object(rf_string_new(cx, it->data, size));
}

static rf_value all_results(rf_ctx *cx, const batch *b)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, b->count);

    for (uint32_t i = 0; i < b->count && !RF_FAILED(cx); i++)
        a = rf_values_push(cx, a, result_of(cx, &b->items[i]));
    return rf_from_object(a);
}

static void end(rf_ctx *cx, batch *b)
{
    rf_value v = rf_null;

    if (!b->stopped)
        v = b->is_list ? all_results(cx, b) : result_of(cx, b->items);
    if (RF_FAILED(cx)) {
        rf_release(cx, v);
        rf_op_end_thrown(cx, &b->op);
    } else {
        rf_op_end(cx, &b->op, b->stopped ? RF_CANCELLED : RF_RESOLVED, v);
    }
}

/* ---- one after the other, at most `limit` at once */

static void done(rf_ctx *cx, rf_chore *c);

/* Begins the next file; false when all have been. The caller is counted as busy. */
static bool begin_next(rf_ctx *cx, batch *b)
{
    uint32_t k = __atomic_fetch_add(&b->begun, 1, __ATOMIC_ACQ_REL);
    item    *it;
    int      failed;

    if (k >= b->count)
        return false;
    it             = &b->items[k];
    it->of         = b;
    it->chore.work = work;
    it->chore.done = done;
    rf_flight_begin(cx);
    failed = rf_help(cx, &it->chore);
    if (failed) {
        it->trouble = NO_THREAD;
        it->error   = failed;
        rf_flight_land(cx);
        done(cx, &it->chore);
    }
    return true;
}

/* The thread is counted as busy once for this file. The last one ends the promise. */
static void done(rf_ctx *cx, rf_chore *c)
{
    batch   *b     = ((item *)c)->of;
    uint32_t count = b->count;

    begin_next(cx, b);
    /* From here on only the last one may look at b. */
    if (__atomic_add_fetch(&b->ended, 1, __ATOMIC_ACQ_REL) == count) {
        rf_op_back(cx, &b->op);
        end(cx, b);
    }
    rf_visit_end(cx);
}

static void stop(rf_ctx *cx, rf_op *op)
{
    (void)cx;
    __atomic_store_n(&((batch *)op)->stopped, 1, __ATOMIC_RELAXED);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    batch *b = (batch *)op;

    (void)cx;
    for (uint32_t i = 0; i < b->count; i++) {
        free(b->items[i].path);
        free(b->items[i].data);
    }
}

static batch *batch_new(rf_ctx *cx, bool writes, bool is_list, uint32_t count, uint32_t limit)
{
    batch *b = rf_op_new(cx, sizeof *b + count * sizeof *b->items, RF_IO_WORK);

    b->op.stop = stop;
    b->op.drop = drop;
    b->writes  = writes;
    b->is_list = is_list;
    b->count   = count;
    b->limit   = limit > 0 && limit < count ? limit : count;
    return b;
}

static rf_value begin(rf_ctx *cx, batch *b)
{
    uint32_t limit = b->limit;

    if (b->count == 0) {
        rf_op_back(cx, &b->op);
        end(cx, b);
        return rf_from_object(b);
    }
    for (uint32_t i = 0; i < limit; i++)
        begin_next(cx, b);
    return rf_from_object(b);
}

/* ---- the built-in functions */

static void set_path(item *it, const rf_string *path)
{
    it->path    = strdup(path->at);
    it->no_name = strlen(path->at) != (size_t)path->bytes;
    if (!it->path)
        rf_out_of_memory();
}

static void set_data(item *it, const rf_string *text)
{
    it->size = (size_t)text->bytes;
    it->data = malloc(it->size + 1);
    if (!it->data)
        rf_out_of_memory();
    memcpy(it->data, text->at, it->size);
}

rf_value rf_b_async_read_file(rf_ctx *cx, rf_value path)
{
    batch *b;

    if (!rf_is_string(path))
        return RF_REFUSE(cx, "async_read_file() requires a string path argument", path);
    b = batch_new(cx, false, false, 1, 0);
    set_path(b->items, rf_as_string(path));
    return begin(cx, b);
}

rf_value rf_b_async_write_file(rf_ctx *cx, rf_value path, rf_value text)
{
    batch *b;

    if (!rf_is_string(path) || !rf_is_string(text))
        return RF_REFUSE(cx, "async_write_file() requires string path and text arguments", path, text);
    b = batch_new(cx, true, false, 1, 0);
    set_path(b->items, rf_as_string(path));
    set_data(b->items, rf_as_string(text));
    return begin(cx, b);
}

/* An array of nothing but strings. */
static bool are_strings(rf_ctx *cx, rf_value v, const char *refusal)
{
    rf_value other = v;
    int64_t  i, n = rf_is_array(v) ? rf_as_array(v)->len : -1;

    for (i = 0; i < n; i++) {
        other = rf_array_peek(rf_as_array(v), i);
        if (!rf_is_string(other))
            break;
    }
    if (i == n)
        return true;
    RF_REFUSE(cx, refusal, other);
    return false;
}

static bool take_limit(rf_ctx *cx, const char *refusal, rf_value limit, uint32_t *n)
{
    *n = 0;
    if (limit.tag == RF_ABSENT || limit.tag == RF_NULL)
        return true;
    if (limit.tag != RF_INT || limit.as.i < 1) {
        RF_REFUSE(cx, refusal, limit);
        return false;
    }
    *n = limit.as.i < UINT32_MAX ? (uint32_t)limit.as.i : UINT32_MAX;
    return true;
}

rf_value rf_b_async_read_files(rf_ctx *cx, rf_value paths, rf_value limit)
{
    uint32_t n;
    batch   *b;

    if (!are_strings(cx, paths, "async_read_files() requires an array of string paths") ||
        !take_limit(cx, "async_read_files() limit must be a positive integer", limit, &n))
        return rf_null;
    b = batch_new(cx, false, true, (uint32_t)rf_as_array(paths)->len, n);
    for (uint32_t i = 0; i < b->count; i++)
        set_path(&b->items[i], rf_as_string(rf_array_peek(rf_as_array(paths), i)));
    return begin(cx, b);
}

rf_value rf_b_async_write_files(rf_ctx *cx, rf_value paths, rf_value texts, rf_value limit)
{
    uint32_t n;
    batch   *b;

    if (!are_strings(cx, paths, "async_write_files() requires an array of string paths") ||
        !are_strings(cx, texts, "async_write_files() requires an array of strings to write") ||
        !take_limit(cx, "async_write_files() limit must be a positive integer", limit, &n))
        return rf_null;
    if (rf_as_array(paths)->len != rf_as_array(texts)->len)
        return RF_REFUSE(cx, "async_write_files() requires as many texts as paths", paths, texts);
    b = batch_new(cx, true, true, (uint32_t)rf_as_array(paths)->len, n);
    for (uint32_t i = 0; i < b->count; i++) {
        set_path(&b->items[i], rf_as_string(rf_array_peek(rf_as_array(paths), i)));
        set_data(&b->items[i], rf_as_string(rf_array_peek(rf_as_array(texts), i)));
    }
    return begin(cx, b);
}
