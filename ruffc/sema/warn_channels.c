/* Channels that only one side uses (C-83). A channel that is passed on, stored or aliased may have
   its other side anywhere: only a variable that is used by name alone, and in known ways, is
   judged. */

#include "sema/warn.h"

#include "library/builtins.h"
#include "support/text.h"

typedef struct ChannelUse {
    size_t receives, polls, sends, closes, looks; /* polls: receives that do not wait for ever;
                                                     looks: len, capacity, is_closed */
} ChannelUse;

typedef struct Walk {
    const Compiler *c;
    const Program  *p;
    Table           uses; /* by Binding number: ChannelUse */
} Walk;

static bool is_channel_call(const Program *p, const Node *n)
{
    const Binding *b;

    if (!n || n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return false;
    b = p->binding[n->as.call.callee->id];
    return b && b->kind == BIND_BUILTIN && b->builtin < (int)builtin_count &&
           text_equal(text_of(builtins[b->builtin].name), TEXT("channel"));
}

static ChannelUse *use_of(const Walk *w, const Node *n)
{
    const Binding *b = n && n->kind == ND_NAME ? w->p->binding[n->id] : NULL;

    return b ? table_get(&w->uses, b->number) : NULL;
}

static void count_method(const Walk *w, const Node *n)
{
    static const struct {
        const char *name;
        size_t      field;
    } methods[] = {
        {"receive", offsetof(ChannelUse, receives)},
        {"receive_timeout", offsetof(ChannelUse, polls)},
        {"receive_all", offsetof(ChannelUse, polls)},
        {"try_receive", offsetof(ChannelUse, polls)},
        {"send", offsetof(ChannelUse, sends)},
        {"send_timeout", offsetof(ChannelUse, sends)},
        {"try_send", offsetof(ChannelUse, sends)},
        {"close", offsetof(ChannelUse, closes)},
        {"len", offsetof(ChannelUse, looks)},
        {"capacity", offsetof(ChannelUse, looks)},
        {"is_closed", offsetof(ChannelUse, looks)},
    };
    ChannelUse *use  = use_of(w, n->as.method.object);
    Text        name = symbol_text(w->c->symbols, n->as.method.name);

    for (size_t i = 0; use && i < COUNT_OF(methods); i++)
        if (text_equal(name, text_of(methods[i].name)))
            ++*(size_t *)((char *)use + methods[i].field);
}

static bool count_uses(void *self, Node *n)
{
    const Walk *w   = self;
    ChannelUse *use = NULL;

    if (n->kind == ND_METHOD) {
        count_method(w, n);
    } else if (n->kind == ND_FOR) {
        use = use_of(w, n->as.each.iterable);
        if (use)
            use->receives++;
    } else if (n->kind == ND_SELECT_ARM) {
        use = use_of(w, n->as.select_arm.operand);
        if (use && n->as.select_arm.kind == SELECT_RECEIVE)
            use->polls++;
        else if (use && n->as.select_arm.kind == SELECT_SEND)
            use->sends++;
    }
    return true;
}

static void judge(Compiler *c, const Binding *b, const ChannelUse *use)
{
    size_t known = use->receives + use->polls + use->sends + use->closes + use->looks;
    Text   name  = symbol_text(c->symbols, b->name);

    if (known + 1 != record_of(b)->uses.len || record_of(b)->exported)
        return; /* all but the declaration must be understood */
    if (use->receives && !use->sends && !use->closes)
        diag_add(&c->diags, b->declared, E_CHANNEL_ONE_SIDED,
                 "channel `%.*s` is received from, but nothing is ever sent to it", TEXT_ARG(name));
    else if (use->sends && !use->receives && !use->polls && !use->looks)
        diag_add(&c->diags, b->declared, E_CHANNEL_ONE_SIDED,
                 "channel `%.*s` is sent to, but nobody ever receives from it", TEXT_ARG(name));
}

void warn_channels(Compiler *c, const Program *p)
{
    Walk w = {c, p, {.arena = &c->arena}};

    for (size_t i = 0; i < p->bindings.len; i++) {
        const Binding *b = p->bindings.at[i];

        if (b->kind == BIND_VAR && b->assignments == 1 && is_channel_call(p, record_of(b)->value))
            table_set(&w.uses, b->number, ARENA_NEW(&c->arena, ChannelUse));
    }
    if (!w.uses.count)
        return;
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, count_uses, &w);
    for (size_t i = 0; i < p->bindings.len; i++) {
        const ChannelUse *use = table_get(&w.uses, i);

        if (use)
            judge(c, p->bindings.at[i], use);
    }
}
