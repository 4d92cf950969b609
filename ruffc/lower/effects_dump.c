/* `--dump effects`: what the lowering found out about each function, one a line. */

#include "lower/lower.h"

static void put_flag(TextBuf *out, bool holds, const char *word)
{
    if (holds)
        textbuf_format(out, " %s", word);
}

void effects_dump(const IrProgram *p, int fd)
{
    static const char *const kinds[] = {
        [IRF_PLAIN] = "func", [IRF_GENERATOR] = "generator", [IRF_ASYNC] = "async", [IRF_SPAWN] = "spawn"};
    Arena   scratch = {0};
    TextBuf out     = {.arena = &scratch};

    for (size_t i = 0; i < p->funcs.len; i++) {
        const IrFunc *f = p->funcs.at[i];
        textbuf_format(&out, "%s %.*s #%u:", kinds[f->kind],
                       TEXT_ARG(f->shown_name.len ? f->shown_name : TEXT("<module>")), f->number);
        put_flag(&out, f->throws, "throws");
        put_flag(&out, f->checks_depth, "recursive");
        put_flag(&out, f->keeps_active, "seen-in-stacks");
        put_flag(&out, f->has_env, "closure");
        put_flag(&out, !f->throws && !f->checks_depth && !f->keeps_active && !f->has_env, "none");
        textbuf_char(&out, '\n');
    }
    text_write(textbuf_text(&out), fd);
    arena_free(&scratch);
}
