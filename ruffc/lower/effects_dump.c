/* `--dump effects`: what the lowering found out about each function, and why. */

#include "lower/lower.h"

static void put_function(TextBuf *out, const IrFunc *f)
{
    textbuf_format(out, "%.*s#%u", TEXT_ARG(f->shown_name.len ? f->shown_name : TEXT("<module>")),
                   f->number);
}

static void put_cause(TextBuf *out, const char *words, const Cause *why)
{
    textbuf_format(out, "    %s: ", words);
    if (why->callee) {
        textbuf_add(out, TEXT("calls "));
        put_function(out, why->callee);
    } else if (why->symbol) {
        textbuf_format(out, "calls %s", why->symbol);
    } else {
        textbuf_format(out, "%s", ir_info[why->op].mnemonic);
    }
    if (why->at)
        textbuf_format(out, " at %u:%u", why->at >> 8, why->at & 255);
    textbuf_char(out, '\n');
}

typedef struct Stops {
    uint32_t count;
    Cause    first;
} Stops;

static void count_stop(void *self, Inst *in)
{
    Stops *s = self;

    if (!ir_suspends(in))
        return;
    if (s->count++ == 0)
        s->first = ir_cause(in);
}

static void put_suspensions(TextBuf *out, const IrFunc *f)
{
    Stops       s = {0};
    const char *words;

    ir_walk((Block *)&f->body, count_stop, &s);
    if (s.count == 0)
        return;
    words = text_format(out->arena, "suspends in %u place%s", s.count, s.count == 1 ? "" : "s");
    put_cause(out, words, &s.first);
}

static void put_parameters(TextBuf *out, Compiler *c, const IrFunc *f)
{
    for (uint32_t k = 0; k < f->param_count && k < 64; k++) {
        const Reg  *r = &f->regs.at[f->params[k]];
        const char *words;
        if (!r->counted)
            continue;
        words = text_format(out->arena, "%s %.*s", r->owns ? "owns" : "borrows",
                            TEXT_ARG(symbol_text(c->symbols, r->name)));
        if (r->owns && f->kind == IRF_PLAIN)
            put_cause(out, words, &f->owned_causes[k]);
        else
            textbuf_format(out, "    %s\n", words);
    }
}

static void put_effects(TextBuf *out, Compiler *c, const IrFunc *f)
{
    static const char *const kinds[] = {[IRF_PLAIN]     = "func",
                                        [IRF_GENERATOR] = "generator",
                                        [IRF_ASYNC]     = "async",
                                        [IRF_SPAWN]     = "spawn",
                                        [IRF_CALLED]    = "resumable"};

    textbuf_format(out, "%s ", kinds[f->kind]);
    put_function(out, f);
    textbuf_char(out, '\n');
    if (f->has_env)
        textbuf_add(out, TEXT("    carries captures\n"));
    if (f->throws)
        put_cause(out, "throws", &f->throws_cause);
    if (f->checks_depth)
        put_cause(out, "tests the stack", &f->depth_cause);
    if (f->keeps_active)
        put_cause(out, "shows in stacks of errors", &f->active_cause);
    put_suspensions(out, f);
    put_parameters(out, c, f);
}

void effects_dump(const IrProgram *p, int fd)
{
    Arena   scratch = {0};
    TextBuf out     = {.arena = &scratch};

    for (size_t i = 0; i < p->funcs.len; i++)
        put_effects(&out, p->c, p->funcs.at[i]);
    text_write(textbuf_text(&out), fd);
    arena_free(&scratch);
}
