/* The runtime's sources inside this executable. The assembler puts the bytes in; the list of files
   comes from the Makefile. */

#include "back/embedded.h"

#include <string.h>

#include "support/embed.h"

#define FILE_ROW(number, path, file) EMBED(number, file)
#include "runtime_files.def"
#undef FILE_ROW
EMBED(libc_names, RUFFC_LIBC_NAMES)
EMBED(symbols, RUFFC_SYMBOLS)

static const struct {
    const char *path, *start, *end;
} files[] = {
#define FILE_ROW(number, path, file) {path, start_##number, end_##number},
#include "runtime_files.def"
#undef FILE_ROW
};
const size_t embedded_count = COUNT_OF(files);

Embedded embedded_file(size_t at)
{
    return (Embedded){files[at].path, {files[at].start, (size_t)(files[at].end - files[at].start)}};
}

Text embedded_find(Text path)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (path.len == strlen(files[i].path) && memcmp(path.at, files[i].path, path.len) == 0)
            return embedded_file(i).text;
    return (Text){"", 0};
}

Text embedded_libc_names(void)
{
    return EMBEDDED(libc_names);
}

Text embedded_symbols(void)
{
    return EMBEDDED(symbols);
}
