/* Which entries of an archive are refused, before anything is written: see member.h. */

#include "std/zip/member.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/utf8.h"
#include "std/zip/extract.h"
#include "io/failure.h"

/* ---- names. A backslash separates too, for those who made the archive. */

static bool has_parent(const char *name)
{
    for (;;) {
        size_t n = strcspn(name, "/\\");

        if (n == 2 && name[0] == '.' && name[1] == '.')
            return true;
        if (name[n] == '\0')
            return false;
        name += n + 1;
    }
}

/* "", ".", "./": nothing is left as a name. */
static bool is_nameless(const char *name)
{
    return name[strspn(name, "./")] == '\0';
}

static const char *fault_of_name(const char *name)
{
    int64_t size = (int64_t)strlen(name);

    if (rf_utf8_valid(name, size) != size)
        return "its name is not valid UTF-8";
    if (name[0] == '/' || name[0] == '\\')
        return "its path is absolute";
    if (isalpha((unsigned char)name[0]) && name[1] == ':')
        return "its path names a drive";
    if (has_parent(name))
        return "its path leads out of the folder";
    return is_nameless(name) ? "it has no name" : NULL;
}

/* ---- kinds */

bool rf_member_is_folder(const char *name)
{
    size_t n = strlen(name);

    return n > 0 && name[n - 1] == '/';
}

/* What the entry was on a Unix system; 0: unknown, then it is a plain file. */
static mode_t kind_of(zip_t *z, zip_uint64_t at)
{
    zip_uint8_t  system;
    zip_uint32_t attributes;

    if (zip_file_get_external_attributes(z, at, 0, &system, &attributes) != 0)
        return 0;
    return (mode_t)(attributes >> 16) & S_IFMT;
}

static const char *fault_of_kind(zip_t *z, zip_uint64_t at)
{
    mode_t kind = kind_of(z, at);

    if (S_ISLNK(kind))
        return "it is a symbolic link";
    return kind == 0 || S_ISREG(kind) || S_ISDIR(kind) ? NULL : "it is neither a file nor a directory";
}

/* ---- all of them */

static char *check(zip_t *z, zip_uint64_t at, uint64_t *sum)
{
    const char *name = zip_get_name(z, at, ZIP_FL_ENC_GUESS);
    const char *fault;
    zip_stat_t  s;

    if (!name || zip_stat_index(z, at, 0, &s) != 0)
        return rf_formatted("Failed to read zip archive: %s", zip_strerror(z));
    fault = fault_of_name(name);
    if (!fault)
        fault = fault_of_kind(z, at);
    if (fault)
        return rf_formatted("Refused zip entry '%s': %s", name, fault);
    if (s.size > RF_UNZIP_MOST_BYTES)
        return rf_formatted("Zip entry '%s' exceeds %d bytes", name, RF_UNZIP_MOST_BYTES);
    *sum += s.size;
    return *sum <= RF_UNZIP_MOST_IN_ALL ? NULL
                                        : rf_formatted("Zip archive exceeds %d bytes in all", RF_UNZIP_MOST_IN_ALL);
}

char *rf_members_check(zip_t *z)
{
    zip_uint64_t count = (zip_uint64_t)zip_get_num_entries(z, 0);
    uint64_t     sum   = 0;
    char        *why   = NULL;

    if (count > RF_UNZIP_MOST_ENTRIES)
        return rf_formatted("Zip archive exceeds %d entries", RF_UNZIP_MOST_ENTRIES);
    for (zip_uint64_t at = 0; at < count && !why; at++)
        why = check(z, at, &sum);
    return why;
}
