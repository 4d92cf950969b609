/* ruffc run: an object of the cache, or code compiled in memory; then become the script. */

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "back/backend.h"
#include "back/cache.h"
#include "back/features.h"
#include "back/lines.h"
#include "back/tier.h"
#include "cli/command.h"
#include "compile.h"
#include "core/start.h"
#include "ruff/abi.h"
#include "ruff/builtins.h"
#include "ruff/value.h"
#include "support/text.h"

typedef enum Tiers { TIERS_AUTO, TIERS_TCC, TIERS_CC } Tiers;

typedef struct Run {
    const Args *args;
    Tiers       tiers;
    const char *cc;
    bool        cached;  /* the script's objects are kept, under `key` */
    Digest      key;
    JitEntry    entry;   /* the program, NULL: it is not to be run */
    Jit        *jit;     /* when it is tcc's */
    ObjectJob  *job;     /* what cc is to compile while it runs, or NULL */
    rf_source  *lines;   /* for reports of errors */
    int         status;
} Run;

/* ---- the cache ---- */

/* Whether the passes may be left out: not when something of them is to be shown. */
static bool may_skip_passes(const Args *a)
{
    return a->compile.dump == 0 && !a->compile.stop_after && !a->compile.verify &&
           !a->compile.timings && !getenv("RUFFC_KEEP_C");
}

/* A pipe can be read only once. */
static bool is_regular(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static void use_hit(Run *r, const Compiler *c, const CacheHit *hit)
{
    r->entry = object_entry(hit->object);
    r->lines = lines_show(c->sources);
}

/* Without a look at what the script says: true when its object is there. */
static bool find_object(Run *r)
{
    Compiler c;
    CacheHit hit = {0};
    FileId   file;

    compiler_init(&c, &r->args->compile);
    if (source_load(c.sources, text_of(r->args->file), &file)) {
        r->cached = true;
        r->key    = cache_key(&r->args->compile, r->cc, r->args->file,
                             source_bytes(c.sources, file));
        if (may_skip_passes(r->args) && cache_find(&c, r->key, true, &hit))
            use_hit(r, &c, &hit);
    }
    compiler_free(&c);
    return r->entry != NULL;
}

/* ---- compiling ---- */

/* By cc, before anything runs. */
static bool compile_object(Run *r, ObjectJob *job)
{
    sigset_t full;
    int      status;
    void    *object;

    if (!job)
        return false;
    sigemptyset(&full);
    sigaddset(&full, SIGXFSZ); /* a limit for files is as a full disk; this thread is not the script's */
    pthread_sigmask(SIG_BLOCK, &full, NULL);
    object = tier_compile(job, OBJECT_ALONE, &status);
    object_job_free(job);
    if (object)
        r->entry = object_entry(object);
    else
        complain("the C compiler '%s' does not help (status %d): tcc's code runs", r->cc, status);
    return object != NULL;
}

/* For tests: cc's code is there before the program starts, but tcc's runs until it may leave. */
static void test_tiers(Run *r, ObjectJob *job, const char *what)
{
    int   status = 0;
    void *object = features_load(job->features) ? tier_compile(job, OBJECT_TAKES, &status) : NULL;

    if (!object) {
        complain("RUFFC_TIER_TEST: the C compiler did not take the program (status %d)", status);
        r->entry  = NULL;
        r->status = STATUS_INTERNAL;
    } else {
        jit_take_over(r->jit, object, strcmp(what, "calls") == 0 ? TAKE_CALLS : TAKE_LOOPS);
    }
    object_job_free(job);
}

static void compile_unit(Run *r, Compiler *c, const CUnit *unit)
{
    const Digest *key = r->cached ? &r->key : NULL;
    ObjectJob    *job = r->tiers == TIERS_TCC ? NULL : object_job_new(unit, c, r->cc, key);

    if (r->tiers == TIERS_CC && features_load(unit->features) && compile_object(r, job))
        return;
    r->jit = jit_compile(unit);
    if (r->jit)
        r->entry = (JitEntry)jit_symbol(r->jit, "main");
    else
        r->status = STATUS_INTERNAL;
    if (r->jit && job && getenv("RUFFC_TIER_TEST"))
        test_tiers(r, job, getenv("RUFFC_TIER_TEST"));
    else
        r->job = r->tiers == TIERS_AUTO ? job : NULL;
}

/* The front end's warnings are shown; the object may be there all the same. */
static bool find_warned(Run *r, Compiler *c)
{
    CacheHit hit = {0};

    if (!r->cached || !c->diags.first || !cache_find(c, r->key, false, &hit))
        return false;
    r->entry = object_entry(hit.object);
    return true;
}

/* On the big stack: from the file to code in memory. */
static void prepare(void *data)
{
    Run       *r   = data;
    CompileJob job = {.path = r->args->file, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO};
    Options    o   = r->args->compile;
    Compiler   c;
    CUnit      unit;

    if (r->tiers != TIERS_TCC && !getenv("RUFFC_TIER_TEST") && is_regular(r->args->file) && find_object(r))
        return;
    o.tiers = r->tiers != TIERS_TCC && o.dump == 0;
    compiler_init(&c, &o);
    if (compile_script(&c, &job, &unit, &r->status)) {
        if (!find_warned(r, &c))
            compile_unit(r, &c, &unit);
        r->lines = lines_show(c.sources);
    }
    compiler_free(&c);
}

/* ---- running ---- */

void prepare_runtime(const Args *a)
{
    rf_ctx cx = {0};

    if (has_option(a, OPT_LEAKS))
        setenv("RUFF_LEAKS", "1", 1);
    if (has_option(a, OPT_TRACE))
        setenv("RUFF_TRACE", a->values[OPT_TRACE], 1);
    if (has_option(a, OPT_SEED))
        rf_b_set_random_seed(&cx, rf_from_int(strtoll(a->values[OPT_SEED], NULL, 10)));
}

static Tiers tiers_of(const Args *a)
{
    const char *word = a->values[OPT_TIER];

    if (!word || strcmp(word, "auto") == 0)
        return TIERS_AUTO;
    return strcmp(word, "cc") == 0 ? TIERS_CC : TIERS_TCC;
}

static void end_tier(void *tier)
{
    tier_end(tier);
}

int run_command(const Args *a)
{
    Run r = {.args = a, .tiers = tiers_of(a), .cc = has_option(a, OPT_CC) ? a->values[OPT_CC] : "cc"};
    Tier *tier;

    on_big_stack(prepare, &r);
    if (!r.entry) {
        lines_hide(r.lines);
        object_job_free(r.job);
        return r.status;
    }
    prepare_runtime(a);
    tier = tier_start(r.job, r.jit);
    rf_host_end(tier ? end_tier : NULL, tier);
    r.status = r.entry(a->script_arg_count, a->script_args);
    rf_host_end(NULL, NULL);
    tier_end(tier);
    if (r.jit)
        jit_free(r.jit);
    lines_hide(r.lines);
    return r.status;
}
