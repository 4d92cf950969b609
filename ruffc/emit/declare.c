/* Variables declared where the body sets them first. In: the body, and a Mention for each register.
   Out: the body with those declarations. */

#include "emit/function.h"

static void declare(Emit *e, TextBuf *b, RegId r)
{
    const Mention *m    = &e->mention[r];
    const char    *type = ctype_reg(e, &e->f->regs.at[r]);

    if (m->declared != DECLARED_BEFORE) {
        textbuf_add(b, text_of(declaration(e, type, "")));
        return;
    }
    for (size_t i = m->line; e->body.at[i] == ' '; i++)
        textbuf_char(b, ' ');
    textbuf_format(b, "%s;\n", declaration(e, type, e->names[r]));
}

/* The body's last line sets the result, and nothing jumps past it: it is declared there. */
static void declare_result(Emit *e)
{
    const Text set = TEXT("    result = ");
    TextBuf    b   = {.arena = &e->c->arena};
    Text       t   = e->body;
    size_t     at  = t.len ? t.len - 1 : 0;

    while (at > 0 && t.at[at - 1] != '\n')
        at--;
    if (e->uses_fail || e->jumps_done || !text_starts((Text){t.at + at, t.len - at}, set))
        return;
    textbuf_add(&b, (Text){t.at, at + 4});
    textbuf_add(&b, text_of(declaration(e, ctype_result(e, e->f), "")));
    textbuf_add(&b, (Text){t.at + at + 4, t.len - at - 4});
    e->body            = textbuf_text(&b);
    e->declares_result = true;
}

void declare_in_body(Emit *e)
{
    TextBuf b    = {.arena = &e->c->arena};
    size_t  done = 0;

    for (size_t i = 0; i < e->in_order.len; i++) {
        RegId    r = e->in_order.at[i];
        Mention *m = &e->mention[r];
        if (!m->read) /* what is set and never read has a line of its own ahead */
            m->declared = DECLARED_AHEAD;
        if (m->declared == DECLARED_AHEAD)
            continue;
        textbuf_add(&b, (Text){e->body.at + done, m->at - done});
        declare(e, &b, r);
        done = m->at;
    }
    textbuf_add(&b, (Text){e->body.at + done, e->body.len - done});
    e->body = textbuf_text(&b);
    declare_result(e);
}
