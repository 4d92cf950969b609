/* Features at link time and in memory: see features.h. */

#include "back/features.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "back/backend.h"

/* One line about a feature that cannot be had, and the package that helps. */
static bool complain_missing(const Feature *f, const char *why, const char *then)
{
    fprintf(stderr, "ruffc: the program uses '%s' of the library, %s", f->name, why);
    if (*f->package)
        fprintf(stderr, ": install the package %s (apt-get install %s)%s", f->package, f->package,
                then);
    fputs("\n", stderr);
    return false;
}

/* The folder of a path. */
static void folder_of(const char *path, char *room, size_t size)
{
    const char *slash = strrchr(path, '/');

    snprintf(room, size, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
}

/* A missing file: this ruffc was built on a machine without the library, or its installation is not
   whole. */
static bool check_present(const Feature *f, const char *path)
{
    if (access(path, R_OK) == 0)
        return true;
    if (*f->package)
        return complain_missing(f, "which this ruffc was built without", " and build ruffc again");
    fprintf(stderr, "ruffc: '%s' is missing: this installation is not whole\n", path);
    return false;
}

/* ---- executables ---- */

static void add_word(char *text, size_t size, const char *prefix, const char *word)
{
    size_t len = strlen(text);

    snprintf(text + len, size - len, " %s%s", prefix, word);
}

bool features_link(FeatureSet set, const char *library, FeatureLinks *out)
{
    char folder[4096], path[4200];

    set            = feature_closure(set);
    *out->archives = '\0';
    *out->flags    = '\0';
    folder_of(library, folder, sizeof folder);
    snprintf(out->folder, sizeof out->folder, "-L%s", folder);
    for (size_t k = 0; k < feature_count; k++) {
        const Feature *f = &features[k];
        if (!feature_in(set, k))
            continue;
        snprintf(path, sizeof path, "%s/libruff_%s.a", folder, f->name);
        if (!check_present(f, path))
            return false;
        add_word(out->archives, sizeof out->archives, "-lruff_", f->name);
        add_word(out->flags, sizeof out->flags, "", f->flags);
    }
    return true;
}

/* Whether a text mentions one of the words of `flags` that name a library. */
static bool mentions(const char *text, const char *flags)
{
    char flag[64];

    while (*flags) {
        size_t len = strcspn(flags, " ");
        snprintf(flag, sizeof flag, "%.*s", (int)len, flags);
        if (strncmp(flag, "-l", 2) == 0 && strstr(text, flag))
            return true;
        flags += len + strspn(flags + len, " ");
    }
    return false;
}

bool features_explain(FeatureSet set, const char *log)
{
    char   said[1 << 14];
    FILE  *f   = fopen(log, "r");
    size_t len = f ? fread(said, 1, sizeof said - 1, f) : 0;

    said[len] = '\0';
    if (f)
        fclose(f);
    set = feature_closure(set);
    for (size_t k = 0; k < feature_count; k++)
        if (feature_in(set, k) && mentions(said, features[k].flags)) {
            complain_missing(&features[k], "whose libraries the linker does not find", "");
            return true;
        }
    return false;
}

/* ---- code in memory ---- */

/* The feature of the set that is loaded first: one whose needs are not waiting themselves. */
static size_t first_to_load(FeatureSet set)
{
    size_t first = feature_count;

    for (size_t k = feature_count; k-- > 0;) {
        FeatureSet own = (FeatureSet)1 << k;
        if ((set & own) && (feature_closure(own) & set) == own)
            first = k;
    }
    return first;
}

static bool load_one(const Feature *f, const char *folder)
{
    char path[4200];

    snprintf(path, sizeof path, "%s/ruff_%s.so", folder, f->name);
    if (!check_present(f, path))
        return false;
    return dlopen(path, RTLD_NOW | RTLD_GLOBAL) || complain_missing(f, dlerror(), "");
}

bool features_load(FeatureSet set)
{
    char   library[4096], folder[4096];
    bool   ok = true;
    size_t k;

    if (set == 0)
        return true;
    if (!runtime_library(library, sizeof library))
        return false;
    folder_of(library, folder, sizeof folder);
    set = feature_closure(set);
    while (ok && (k = first_to_load(set)) < feature_count) {
        ok = load_one(&features[k], folder);
        set &= ~((FeatureSet)1 << k);
    }
    return ok;
}
