/* Scripts below a folder: see script_files.h. */

#include "cli/script_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool is_script(const char *name)
{
    size_t len = strlen(name);

    return len > 5 && strcmp(name + len - 5, ".ruff") == 0;
}

static int no_dots(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool add_folder(Arena *arena, const char *folder, FileNames *out)
{
    struct dirent **entries;
    int             count = scandir(folder, &entries, no_dots, alphasort);
    bool            ok    = count >= 0;

    if (!ok)
        complain("cannot read '%s': %s", folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        const char *path = text_format(arena, "%s/%s", folder, entries[i]->d_name);
        if (is_folder(path))
            ok = add_folder(arena, path, out) && ok;
        else if (is_script(path))
            vec_push(arena, out, path);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return ok;
}

bool script_files(Arena *arena, const char *path, FileNames *out)
{
    size_t len = strlen(path);

    if (!is_folder(path)) {
        vec_push(arena, out, path);
        return true;
    }
    while (len > 1 && path[len - 1] == '/')
        len--;
    return add_folder(arena, text_format(arena, "%.*s", (int)len, path), out);
}
