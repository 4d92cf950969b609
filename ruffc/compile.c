/* The one place that runs the passes in order. */

#include "compile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "front/lexer.h"
#include "front/parser.h"
#include "lower/lower.h"
#include "sema/resolve.h"
#include "types/warn_types.h"

/* What one pass hands to the next. */
typedef struct Work {
    Compiler         *c;
    const CompileJob *job;
    FileId            file;
    AstModule        *module;
    Program          *program;
    Typed            *typed;
    IrProgram        *ir;
    CUnit            *out;
} Work;

typedef struct Step {
    const char *name; /* for --stop-after and --timings */
    void (*run)(Work *w);
    bool after_check; /* not run by `check` */
} Step;

/* ---- the steps ---- */

static bool dumps(const Work *w, uint32_t bit)
{
    return (w->c->options.dump & bit) != 0;
}

/* A file that cannot be read is one line for people, a message like any other for tools. */
static void step_read(Work *w)
{
    Compiler *c = w->c;
    Diag     *d;

    if (source_load(c->sources, text_of(w->job->path), &w->file))
        return;
    d = diag_add(&c->diags, (Span){0}, E_UNREADABLE, "cannot read '%s': %s", w->job->path,
                 strerror(errno));
    if (w->job->style == DIAG_HUMAN)
        fprintf(stderr, "ruffc: %.*s\n", TEXT_ARG(d->message));
}

static void step_parse(Work *w)
{
    if (dumps(w, DUMP_TOKENS))
        tokens_dump(w->c, w->file, STDOUT_FILENO);
    w->module = parse_file(w->c, w->file);
    if (w->job->tests && w->c->diags.errors == 0)
        test_blocks_rewrite(w->c, w->module, w->job->tests);
    if (dumps(w, DUMP_AST) && w->c->diags.errors == 0)
        ast_dump(w->c, w->module, STDOUT_FILENO);
}

static void step_names(Work *w)
{
    w->program = resolve_program(w->c, w->module);
    if (w->c->diags.errors > 0)
        return;
    warn_program(w->c, w->program);
    if (dumps(w, DUMP_NAMES))
        names_dump(w->c, w->program, STDOUT_FILENO);
}

static void step_types(Work *w)
{
    w->typed = infer_program(w->c, w->program);
    warn_types(w->typed);
}

static void step_build(Work *w)
{
    w->ir = ir_build(w->c, w->typed);
    if (dumps(w, DUMP_TYPES)) /* only now it is known which instances the program reaches */
        types_dump(w->c, w->typed, STDOUT_FILENO);
}

static void step_lower(Work *w)
{
    lower_program(w->ir);
    if (dumps(w, DUMP_EFFECTS))
        effects_dump(w->ir, STDOUT_FILENO);
}

static void step_emit(Work *w)
{
    *w->out = emit_program(w->ir);
    if (dumps(w, DUMP_C))
        text_write(w->out->text, STDOUT_FILENO);
}

static const Step steps[] = {
    {"read", step_read, false},   {"parse", step_parse, false}, {"names", step_names, false},
    {"types", step_types, false}, {"build", step_build, true},  {"lower", step_lower, true},
    {"emit", step_emit, true},
};

/* ---- names of stages and passes ---- */

static const struct {
    const char *name;
    uint32_t    bit;
} stages[] = {
    {"tokens", DUMP_TOKENS},   {"ast", DUMP_AST}, {"names", DUMP_NAMES},     {"types", DUMP_TYPES},
    {"effects", DUMP_EFFECTS}, {"ir", DUMP_IR},   {"lowered", DUMP_LOWERED}, {"c", DUMP_C},
};

size_t stage_names(Text *names, size_t room)
{
    size_t n = 0;

    for (; n < COUNT_OF(stages) && n < room; n++)
        names[n] = text_of(stages[n].name);
    return n;
}

uint32_t stage_bit(Text name)
{
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        if (text_equal(name, text_of(stages[i].name)))
            return stages[i].bit;
    return 0;
}

size_t pass_names(Text *names, size_t room)
{
    size_t n = 0;

    for (size_t i = 0; i < COUNT_OF(steps) && n < room; i++)
        names[n++] = text_of(steps[i].name);
    for (size_t i = 0; i < pass_count && n < room; i++)
        names[n++] = text_of(passes[i].name);
    return n;
}

static bool is_lower_pass(const char *name)
{
    for (size_t i = 0; i < pass_count; i++)
        if (strcmp(passes[i].name, name) == 0)
            return true;
    return false;
}

/* ---- the run ---- */

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* --stop-after names this step, or a pass of the lowering that this step runs. */
static bool stops_here(const Work *w, const Step *s)
{
    const char *name = w->c->options.stop_after;

    return name && (strcmp(name, s->name) == 0 || (s->run == step_lower && is_lower_pass(name)));
}

/* The last stage that --dump asks for: nothing behind it needs to run. */
static bool dumps_are_done(const Work *w, const Step *s)
{
    uint32_t asked = w->c->options.dump;
    uint32_t early = DUMP_TOKENS | DUMP_AST;

    if (asked == 0)
        return false;
    if (s->run == step_parse)
        return (asked & ~early) == 0;
    if (s->run == step_names)
        return (asked & ~(early | DUMP_NAMES)) == 0;
    if (s->run == step_build)
        return (asked & ~(early | DUMP_NAMES | DUMP_TYPES)) == 0;
    if (s->run == step_lower)
        return (asked & DUMP_C) == 0;
    return s->run == step_emit;
}

/* True when the step was run and another one may follow. */
static bool run_step(Work *w, const Step *s)
{
    double start = now_ms();

    if (s->after_check && w->job->check_only && w->c->options.dump == 0 &&
        !w->c->options.stop_after)
        return false;
    s->run(w);
    if (w->c->options.timings)
        fprintf(stderr, "%-8s %8.3f ms\n", s->name, now_ms() - start);
    return w->c->diags.errors == 0 && !stops_here(w, s) && !dumps_are_done(w, s);
}

bool compile_script(Compiler *c, const CompileJob *job, CUnit *out, int *status)
{
    Work   w  = {.c = c, .job = job, .out = out};
    size_t at = 0;

    while (at < COUNT_OF(steps) && run_step(&w, &steps[at]))
        at++;
    *status = diag_exit_status(&c->diags);
    if (w.file || job->style == DIAG_JSON)
        diag_print(&c->diags, c->sources, job->style, job->diag_fd);
    return at == COUNT_OF(steps);
}
