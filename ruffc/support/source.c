/* Source files and places in them: see source.h. */
#include "support/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "support/text.h"
#include "support/vec.h"

typedef struct Source {
    Text name;
    Text bytes;
    VEC(uint32_t) line_starts;
} Source;

struct Sources {
    Arena *arena;
    VEC(Source) files;
};

/* Far above the limit of the language, which the parser reports with the true size. */
enum { MOST_BYTES = 1 << 30, CHUNK = 1 << 16 };

Sources *sources_new(Arena *a)
{
    Sources *s = ARENA_NEW(a, Sources);

    s->arena = a;
    return s;
}

static const Source *source_at(const Sources *s, FileId f)
{
    assert(f >= 1 && f <= s->files.len);
    return &s->files.at[f - 1];
}

static void find_lines(Arena *arena, Source *file)
{
    vec_push(arena, &file->line_starts, 0);
    for (size_t i = 0; i < file->bytes.len; i++) {
        if (file->bytes.at[i] == '\n')
            vec_push(arena, &file->line_starts, (uint32_t)(i + 1));
    }
}

/* `bytes` has its NUL already. */
static FileId add(Sources *s, Text name, Text bytes)
{
    Source file = {arena_text(s->arena, name), bytes, {0}};

    assert(s->files.len < UINT16_MAX && bytes.len <= MOST_BYTES);
    find_lines(s->arena, &file);
    vec_push(s->arena, &s->files, file);
    return (FileId)s->files.len;
}

FileId source_add(Sources *s, Text name, Text bytes)
{
    char *copy = ARENA_ARRAY(s->arena, char, bytes.len + 1);

    if (bytes.len)
        memcpy(copy, bytes.at, bytes.len);
    return add(s, name, (Text){copy, bytes.len});
}

/* Reads up to the end of the file; false, with errno set, on failure. */
static bool read_all(int fd, TextBuf *out)
{
    char *chunk = ARENA_ARRAY(out->arena, char, CHUNK);

    for (;;) {
        ssize_t n = read(fd, chunk, CHUNK);

        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            textbuf_add(out, (Text){chunk, (size_t)n});
        if (out->len > MOST_BYTES) {
            errno = EFBIG;
            return false;
        }
    }
}

bool source_load(Sources *s, Text path, FileId *out)
{
    Arena   scratch = {0};
    TextBuf bytes   = {.arena = &scratch};
    char   *c_path  = ARENA_ARRAY(&scratch, char, path.len + 1);
    bool    ok      = false;
    int     fd, failure;

    memcpy(c_path, path.at, path.len);
    fd = open(c_path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ok      = read_all(fd, &bytes);
        failure = errno;
        close(fd);
        errno = failure;
    }
    if (ok)
        *out = source_add(s, path, textbuf_text(&bytes));
    failure = errno;
    arena_free(&scratch);
    errno = failure;
    return ok;
}

FileId source_count(const Sources *s)
{
    return (FileId)s->files.len;
}

Text source_name(const Sources *s, FileId f)
{
    return source_at(s, f)->name;
}

Text source_bytes(const Sources *s, FileId f)
{
    return source_at(s, f)->bytes;
}

/* The number, from 0, of the line that holds `byte`. */
static size_t line_index(const Source *file, uint32_t byte)
{
    size_t low = 0, high = file->line_starts.len;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (file->line_starts.at[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Position source_position(const Sources *s, FileId f, uint32_t byte)
{
    const Source *file = source_at(s, f);
    size_t        line, start;

    if (byte > file->bytes.len)
        byte = (uint32_t)file->bytes.len;
    line  = line_index(file, byte);
    start = file->line_starts.at[line];
    return (Position){(uint32_t)line + 1,
                      (uint32_t)utf8_count((Text){file->bytes.at + start, byte - start}) + 1};
}

Text source_line(const Sources *s, FileId f, uint32_t line)
{
    const Source *file = source_at(s, f);
    size_t        start, end;

    if (line == 0 || line > file->line_starts.len)
        return TEXT("");
    start = file->line_starts.at[line - 1];
    end   = line < file->line_starts.len ? file->line_starts.at[line] - 1 : file->bytes.len;
    if (end > start && file->bytes.at[end - 1] == '\r')
        end--;
    return (Text){file->bytes.at + start, end - start};
}
