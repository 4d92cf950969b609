/* Module names to files (S-80). A name is made of identifiers, so only links can lead out of a
   folder. */

#include "sema/modules.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/text.h"

/* `root`/part<separator>part….ruff, NUL-terminated. */
static Text candidate(Compiler *c, Text root, const Node *import, char separator)
{
    TextBuf b = {.arena = &c->arena};
    Text    path;

    if (root.len && !text_equal(root, TEXT(".")))
        textbuf_format(&b, "%.*s/", TEXT_ARG(root));
    for (size_t i = 0; i < import->as.import.path.len; i++) {
        if (i)
            textbuf_char(&b, separator);
        textbuf_add(&b, symbol_text(c->symbols, import->as.import.path.at[i]));
    }
    textbuf_add(&b, TEXT(".ruff"));
    textbuf_char(&b, '\0');
    path = textbuf_text(&b);
    path.len--;
    return path;
}

/* A regular file that, links followed, lies below `root`. */
static bool is_inside(Compiler *c, Text root, Text path)
{
    char        file[PATH_MAX], folder[PATH_MAX];
    struct stat info;
    TextBuf     b = {.arena = &c->arena};
    size_t      len;

    textbuf_add(&b, root.len ? root : TEXT("."));
    textbuf_char(&b, '\0');
    if (!realpath(path.at, file) || !realpath(textbuf_text(&b).at, folder))
        return false;
    len = strlen(folder);
    if (strncmp(file, folder, len) != 0 || (file[len] != '/' && strcmp(folder, "/") != 0))
        return false;
    return stat(file, &info) == 0 && S_ISREG(info.st_mode);
}

/* Looks there; what is looked for in vain is noted. */
static bool try_candidate(Compiler *c, Text root, const Node *import, char separator, Text *path)
{
    *path = candidate(c, root, import, separator);
    if (is_inside(c, root, *path))
        return true;
    vec_push(&c->arena, &c->missing, *path);
    return false;
}

static bool find_in(Compiler *c, Text root, const Node *import, Text *path)
{
    if (try_candidate(c, root, import, '.', path))
        return true;
    return import->as.import.path.len > 1 && try_candidate(c, root, import, '/', path);
}

bool module_find(Compiler *c, Text root, const Node *import, Text *path, Text *found_root)
{
    const char *more = getenv("RUFF_PATH");

    *found_root = root;
    if (find_in(c, root, import, path))
        return true;
    while (more && *more) {
        size_t len  = strcspn(more, ":");
        Text   next = arena_text(&c->arena, (Text){more, len});

        *found_root = next;
        if (len && find_in(c, next, import, path))
            return true;
        more += len + (more[len] == ':');
    }
    return false;
}
