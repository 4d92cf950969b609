/* The system C compiler: one call, no shell. Source, log and result live in a folder of their own
   until the result is moved to its place. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/backend.h"
#include "back/features.h"
#include "back/lines.h"
#include "back/process.h"
#include "support/text.h"

#ifndef RUFFC_CC_FLAGS
#define RUFFC_CC_FLAGS "" /* a build of ruffc with sanitizers asks for them here */
#endif

/* The files of one call. */
typedef struct Folder {
    char path[3072], source[3200], log[3200], result[3200];
} Folder;

/* ---- the call ---- */

/* Runs the words; what the compiler says goes to `log`. As process_wait. */
static int run(Words *w, const char *log)
{
    pid_t pid = process_start(w, log, false);

    return pid == CANNOT_START ? CANNOT_START : process_wait(pid);
}

static void show_log(const char *log)
{
    char  line[512];
    FILE *f = fopen(log, "r");

    while (f && fgets(line, sizeof line, f))
        fputs(line, stderr);
    if (f)
        fclose(f);
}

/* The user chose the compiler or its flags: its first words tell what is wrong with them. */
static void show_first_line(const char *log)
{
    char  line[512];
    FILE *f = fopen(log, "r");

    if (f && fgets(line, sizeof line, f))
        fprintf(stderr, ": %.*s", (int)strcspn(line, "\n"), line);
    fputc('\n', stderr);
    if (f)
        fclose(f);
}

static bool report(const CcOptions *o, int status, const char *log)
{
    if (status == 0)
        return true;
    if (status == CANNOT_START) {
        fprintf(stderr, "ruffc: cannot run the C compiler '%s': %s\n", o->cc, strerror(errno));
        return false;
    }
    if (getenv("RUFFC_KEEP_C"))
        show_log(log);
    if (o->extra || strcmp(o->cc, "cc") != 0) {
        fprintf(stderr, "ruffc: the C compiler refused '%s%s%s' (status %d)", o->cc,
                o->extra ? " " : "", o->extra ? o->extra : "", status);
        show_first_line(log);
        return false;
    }
    fprintf(stderr,
            "ruffc: internal fault: the C compiler '%s' did not take the program (status %d); "
            "RUFFC_KEEP_C=FILE keeps the C and shows why\n",
            o->cc, status);
    return false;
}

static void link_words(Words *w, bool link_static, const char *library, FeatureLinks *links)
{
    word(w, links->folder);
    word(w, "-Wl,--start-group");
    words_of(w, links->archives);
    word(w, "-Wl,--end-group");
    word(w, library);
    word(w, "-Wl,--gc-sections");
    word(w, "-Wl,-z,noseparate-code"); /* no pages of padding: half of what a small program maps */
    if (link_static)
        word(w, "-static");
    word(w, "-Wl,--as-needed");
    words_of(w, links->flags);
    word(w, "-lunistring");
    word(w, "-lm");
    word(w, "-lpthread");
}

/* Hot code starts where the processor fetches from: the same function is as fast in a large program
   as in a small one. Compilers that do not know a flag pass over it. */
static void align_code(Words *w)
{
    word(w, "-falign-functions=64");
    word(w, "-falign-loops=32");
    word(w, "-falign-jumps=32");
}

/* Nobody asks errno or the processor's flags what a function of floats met; the results stay the
   same. */
static void plain_numbers(Words *w)
{
    word(w, "-fno-math-errno");
    word(w, "-fno-trapping-math");
}

static bool compile(const CcOptions *o, const Folder *f, FeatureSet used)
{
    char  include[4096], library[4096], include_flag[4200], level[8], cc[1024], extra[2048];
    char  own[] = RUFFC_CC_FLAGS;
    Words w     = {.count = 0};
    int   status;

    FeatureLinks links;

    if (!runtime_include_dir(include, sizeof include) ||
        !runtime_library(library, sizeof library) || !features_link(used, library, &links))
        return false;
    snprintf(include_flag, sizeof include_flag, "-I%s", include);
    snprintf(level, sizeof level, "-O%d", o->optimise);
    snprintf(cc, sizeof cc, "%s", o->cc);
    snprintf(extra, sizeof extra, "%s", o->extra ? o->extra : "");
    words_of(&w, cc);
    word(&w, level);
    if (o->optimise > 0)
        align_code(&w);
    if (o->debug)
        word(&w, "-g");
    plain_numbers(&w);
    word(&w, "-std=gnu11");
    word(&w, "-w");
    word(&w, include_flag);
    words_of(&w, own);
    words_of(&w, extra);
    word(&w, f->source);
    word(&w, "-o");
    word(&w, f->result);
    link_words(&w, o->link_static, library, &links);
    status = run(&w, f->log);
    if (status > 0 && features_explain(used, f->log))
        return false;
    return report(o, status, f->log);
}

/* ---- for this process ---- */

/* The runtime's functions are found in this executable. What it needs of libc is there as well. */
bool cc_object_words(ObjectWords *out, const char *cc, bool large, bool alone, const char *source,
                     const char *result)
{
    Words *w = &out->words;
    char   include[4096];

    w->count = 0;
    if (!runtime_include_dir(include, sizeof include))
        return false;
    snprintf(out->include, sizeof out->include, "-I%s", include);
    snprintf(out->cc, sizeof out->cc, "%s", cc);
    snprintf(out->own, sizeof out->own, "%s", RUFFC_CC_FLAGS);
    words_of(w, out->cc);
    word(w, large ? "-O1" : "-O3");
    align_code(w);
    plain_numbers(w);
    word(w, "-std=gnu11");
    word(w, "-w");
    word(w, "-Dmain=" CC_OBJECT_ENTRY);
    if (alone)
        word(w, "-DRF_TIER_ALONE");
    word(w, "-fPIC");
    word(w, "-fno-plt");
    word(w, "-shared");
    word(w, "-nostdlib");
    word(w, out->include);
    words_of(w, out->own);
    word(w, source);
    word(w, "-o");
    word(w, result);
    word(w, "-lgcc");
    return true;
}

/* ---- the flags alone ---- */

static void print_words(const Words *w)
{
    for (int i = 0; i < w->count; i++)
        printf("%s%s", i ? " " : "", w->at[i]);
    putchar('\n');
}

bool cc_print_cflags(void)
{
    char include[4096];

    if (!runtime_include_dir(include, sizeof include))
        return false;
    printf("-fno-math-errno -fno-trapping-math -std=gnu11 -I%s\n", include);
    return true;
}

bool cc_print_libs(FeatureSet set)
{
    char         library[4096];
    FeatureLinks links;
    Words        w = {.count = 0};

    if (!runtime_library(library, sizeof library) || !features_link(set, library, &links))
        return false;
    link_words(&w, false, library, &links);
    print_words(&w);
    return true;
}

/* ---- the files ---- */

static bool folder_make(Folder *f)
{
    const char *tmp = getenv("TMPDIR");

    snprintf(f->path, sizeof f->path, "%s/ruffc.XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(f->path)) {
        fprintf(stderr, "ruffc: cannot make the temporary folder '%s': %s\n", f->path,
                strerror(errno));
        return false;
    }
    snprintf(f->source, sizeof f->source, "%s/script.c", f->path);
    snprintf(f->log, sizeof f->log, "%s/log", f->path);
    snprintf(f->result, sizeof f->result, "%s/script", f->path);
    return true;
}

static void folder_remove(const Folder *f)
{
    unlink(f->source);
    unlink(f->log);
    unlink(f->result);
    rmdir(f->path);
}

/* The unit, followed by the script's lines. */
static bool write_source(const CUnit *unit, const Sources *sources, const char *path)
{
    Arena   arena = {0};
    TextBuf whole = {.arena = &arena};
    bool    ok;

    textbuf_add(&whole, unit->text);
    if (sources)
        textbuf_add(&whole, lines_unit(&arena, sources, unit->text));
    ok = output_text(textbuf_text(&whole), path);
    arena_free(&arena);
    return ok;
}

bool cc_build(const CUnit *unit, const CcOptions *o, const char *output)
{
    Folder f;
    bool   ok;

    keep_c(unit);
    if (!output_check(output) || !folder_make(&f))
        return false;
    ok = write_source(unit, o->sources, f.source) && compile(o, &f, unit->features) &&
         output_place(f.result, output);
    folder_remove(&f);
    return ok;
}
