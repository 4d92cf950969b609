/* One entry of the cache: its name, its facts, its file: see cache.h.

   The file is a shared object; behind it stand the facts, their length, the digest of all before it, and a
   word that tells the format. The loader does not look there. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "back/cache.h"
#include "back/features.h"
#include "back/lookup.h"
#include "support/text.h"

/* The last bytes of the file. */
typedef struct Tail {
    uint64_t facts_length;
    Digest   digest;
    char     format[8];
} Tail;

static const char format_word[8] = "RUFFOBJ";

/* Which kind of fact follows. */
enum { FACT_FILE = 'F', FACT_ABSENT = 'A', FACT_CC = 'C', FACT_FEATURES = 'L', FACT_WARNED = 'W' };

/* ---- names ---- */

/* Another ruffc, or the same one built again, makes other objects. */
static void add_self(Digest *d)
{
    struct stat s = {0};

    stat("/proc/self/exe", &s);
    digest_add_number(d, (uint64_t)s.st_dev);
    digest_add_number(d, (uint64_t)s.st_ino);
    digest_add_number(d, (uint64_t)s.st_size);
    digest_add_number(d, (uint64_t)s.st_mtim.tv_sec);
    digest_add_number(d, (uint64_t)s.st_mtim.tv_nsec);
}

/* Paths of it may be relative to the present folder. */
static void add_policy(Digest *d, const Policy *p)
{
    char here[4096];

    digest_add_number(d, p->limited);
    digest_add_number(d, p->allowed);
    digest_add_number(d, p->public_only);
    for (int k = 0; k < CAPABILITY_COUNT; k++)
        digest_add_string(d, p->paths[k] ? p->paths[k] : "");
    digest_add_string(d, p->limited && getcwd(here, sizeof here) ? here : "");
}

Digest cache_key(const Options *o, const char *cc, const char *path, Text script)
{
    const char *more = getenv("RUFF_PATH");
    Digest      d    = {0};

    add_self(&d);
    digest_add_number(&d, o->without);
    add_policy(&d, &o->policy);
    digest_add_string(&d, cc);
    digest_add_string(&d, more ? more : "");
    digest_add_string(&d, path);
    digest_add(&d, script);
    return d;
}

static void entry_name(Digest key, char room[36])
{
    digest_hex(key, room);
    memcpy(room + 32, ".so", 4);
}

/* ---- facts ---- */

static void fact(TextBuf *b, char kind, Digest d, Text name)
{
    textbuf_char(b, kind);
    textbuf_add(b, (Text){(const char *)&d, sizeof d});
    textbuf_add(b, name);
    textbuf_char(b, '\0');
}

/* The file that the compiler's name leads to. False when there is none. */
static bool compiler_digest(const char *cc, Digest *out)
{
    char        path[4096];
    struct stat s;

    *out = (Digest){0};
    if (!lookup_program(cc, path, sizeof path) || stat(path, &s) != 0)
        return false;
    digest_add_number(out, (uint64_t)s.st_ino);
    digest_add_number(out, (uint64_t)s.st_size);
    digest_add_number(out, (uint64_t)s.st_mtim.tv_sec);
    return true;
}

Text cache_facts(Arena *a, Compiler *c, FeatureSet used, const char *cc)
{
    TextBuf b = {.arena = a};
    Digest  d;

    fact(&b, FACT_FEATURES, (Digest){used, 0}, TEXT(""));
    if (c->diags.first)
        fact(&b, FACT_WARNED, (Digest){0}, TEXT(""));
    compiler_digest(cc, &d);
    fact(&b, FACT_CC, d, text_of(cc));
    for (FileId f = 1; f <= source_count(c->sources); f++)
        fact(&b, FACT_FILE, digest_of(source_bytes(c->sources, f)), source_name(c->sources, f));
    for (size_t i = 0; i < c->missing.len; i++)
        fact(&b, FACT_ABSENT, (Digest){0}, c->missing.at[i]);
    return textbuf_text(&b);
}

/* The source with that name, loaded when it is not there yet. */
static bool source_named(Compiler *c, Text name, FileId *out)
{
    for (*out = 1; *out <= source_count(c->sources); ++*out)
        if (text_equal(source_name(c->sources, *out), name))
            return true;
    return source_load(c->sources, name, out);
}

static bool file_holds(Compiler *c, Text name, Digest d)
{
    FileId f;

    return source_named(c, name, &f) && digest_equal(digest_of(source_bytes(c->sources, f)), d);
}

static bool fact_holds(Compiler *c, char kind, Digest d, const char *name, bool quiet,
                       CacheHit *out)
{
    Digest now;

    switch (kind) {
    case FACT_FEATURES:
        out->features = d.a;
        return true;
    case FACT_WARNED:
        return !quiet;
    case FACT_CC: /* one that is not there any more takes nothing from what it has made */
        return !compiler_digest(name, &now) || digest_equal(now, d);
    case FACT_FILE:
        return file_holds(c, text_of(name), d);
    case FACT_ABSENT:
        return access(name, F_OK) != 0;
    default:
        return false;
    }
}

static bool facts_hold(Compiler *c, Text facts, bool quiet, CacheHit *out)
{
    size_t i = 0;

    while (i < facts.len) {
        const char *end;
        Digest      d;

        if (facts.len - i < 2 + sizeof d)
            return false;
        end = memchr(facts.at + i + 1 + sizeof d, '\0', facts.len - i - 1 - sizeof d);
        memcpy(&d, facts.at + i + 1, sizeof d);
        if (!end || !fact_holds(c, facts.at[i], d, facts.at + i + 1 + sizeof d, quiet, out))
            return false;
        i = (size_t)(end + 1 - facts.at);
    }
    return true;
}

/* ---- reading ---- */

/* The facts of a file that is whole; no bytes at all otherwise. */
static Text whole_facts(const char *at, size_t size)
{
    Tail tail;

    if (size < sizeof tail)
        return TEXT("");
    memcpy(&tail, at + size - sizeof tail, sizeof tail);
    size -= sizeof tail;
    if (memcmp(tail.format, format_word, sizeof format_word) != 0 || tail.facts_length > size ||
        !digest_equal(tail.digest, digest_of((Text){at, size})))
        return TEXT("");
    return (Text){at + size - tail.facts_length, tail.facts_length};
}

static void *open_object(int fd, const char *path)
{
    char  name[64];
    void *object;

    snprintf(name, sizeof name, "/proc/self/fd/%d", fd); /* the file that was looked at, and no other */
    object = dlopen(access(name, R_OK) == 0 ? name : path, RTLD_NOW | RTLD_LOCAL);
    return object;
}

static bool load(Compiler *c, int fd, const char *path, bool quiet, CacheHit *out)
{
    struct stat s;
    void       *at;
    Text        facts;
    bool        good;

    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode) || s.st_uid != geteuid() || s.st_size == 0)
        return false;
    at = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED)
        return false;
    facts = whole_facts(at, (size_t)s.st_size);
    good  = facts.len > 0 && facts_hold(c, facts, quiet, out);
    munmap(at, (size_t)s.st_size);
    if (!good || !features_load(out->features))
        return false;
    out->object = open_object(fd, path);
    if (out->object)
        futimens(fd, NULL); /* when it was used last */
    return out->object != NULL;
}

bool cache_find(Compiler *c, Digest key, bool quiet, CacheHit *out)
{
    char folder[CACHE_PATH], path[CACHE_PATH + 64], name[36];
    int  fd;
    bool found;

    *out = (CacheHit){0};
    if (!cache_folder(folder))
        return false;
    entry_name(key, name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    found = load(c, fd, path, quiet, out);
    close(fd);
    return found;
}

/* ---- writing ---- */

/* What stands behind the object. */
static bool add_tail(const char *object, Text facts)
{
    Tail        tail = {.facts_length = facts.len};
    Arena       a    = {0};
    TextBuf     b    = {.arena = &a};
    struct stat s;
    int         fd  = open(object, O_RDWR | O_CLOEXEC | O_APPEND);
    bool        ok  = fd >= 0 && fstat(fd, &s) == 0 && text_write(facts, fd);
    size_t      len = ok ? (size_t)s.st_size : 0;
    void *at = ok ? mmap(NULL, len + facts.len, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;

    ok = at != MAP_FAILED;
    if (ok) {
        tail.digest = digest_of((Text){at, len + facts.len});
        munmap(at, len + facts.len);
        memcpy(tail.format, format_word, sizeof tail.format);
        textbuf_add(&b, (Text){(const char *)&tail, sizeof tail});
        ok = text_write(textbuf_text(&b), fd);
    }
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    arena_free(&a);
    return ok;
}

void cache_keep(const char *folder, uint64_t limit, Digest key, Text facts, const char *object)
{
    char path[CACHE_PATH + 64], name[36];

    entry_name(key, name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (add_tail(object, facts) && rename(object, path) == 0)
        cache_trim(folder, limit, name);
    else
        unlink(object);
}
