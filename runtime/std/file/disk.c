/* Opening, reading and writing whole pieces: the system's side of file.h. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "std/file/file.h"

rf_file_trouble rf_file_failed(rf_file_job *j)
{
    j->error = errno;
    return rf_is_out_of_reach(errno) ? RF_FILE_BEYOND : RF_FILE_SYSTEM;
}

bool rf_file_reach(rf_file_job *j, rf_reach *r, int nth, const char *path, rf_links links)
{
    j->taken     = path;
    return rf_reach_path(r, nth, path, links);
}

rf_file_trouble rf_file_open(rf_file_job *j, int flags, int *file)
{
    j->taken     = j->path;
    *file         = rf_reach_open(j->path, flags, 0666);
    if (*file >= 0)
        return RF_FILE_FINE;
    return errno == EEXIST ? RF_FILE_EXISTS : rf_file_failed(j);
}

rf_file_trouble rf_file_close(rf_file_job *j, int file, rf_file_trouble before)
{
    return close(file) != 0 && errno != EINTR && before == RF_FILE_FINE ? rf_file_failed(j) : before;
}

/* How much to ask for at first: a file tells how long it is, one byte more shows its end. */
static size_t first_room(int file, size_t most)
{
    struct stat s;
    size_t      room = 1 << 16;

    if (fstat(file, &s) == 0 && S_ISREG(s.st_mode) && s.st_size > 0)
        room = s.st_size < RF_FILE_MOST ? (size_t)s.st_size + 1 : RF_FILE_MOST + 1;
    return room < most ? room : most;
}

static void grow(rf_file_job *j, size_t room)
{
    char *grown = realloc(j->data, room > 0 ? room : 1);

    if (!grown)
        rf_out_of_memory();
    j->data = grown;
}

rf_file_trouble rf_file_read(rf_file_job *j, int file, int64_t count)
{
    size_t most = count <= RF_FILE_MOST ? (size_t)count : RF_FILE_MOST + 1;
    size_t room = first_room(file, most);

    grow(j, room);
    for (j->size = 0; j->size < most;) {
        ssize_t n;

        if (j->size == room)
            grow(j, room = room * 2 < most ? room * 2 : most);
        n = read(file, j->data + j->size, room - j->size);
        if (n < 0 && errno != EINTR)
            return rf_file_failed(j);
        if (n == 0)
            break;
        j->size += n > 0 ? (size_t)n : 0;
    }
    return j->size > RF_FILE_MOST ? RF_FILE_TOO_LONG : RF_FILE_FINE;
}

rf_file_trouble rf_file_write(rf_file_job *j, int file, const char *at, size_t size)
{
    while (size > 0) {
        ssize_t n = write(file, at, size);

        if (n < 0 && errno != EINTR)
            return rf_file_failed(j);
        at += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return RF_FILE_FINE;
}
