/* Objects at file scope that two codes of one run must both see: see tier.h. In: the sections as they were
   written, one declaration a line, each beginning with `static`. Out: the same with those objects shared:
   variables of the script, and what the runtime knows by its address. */

#define _GNU_SOURCE
#include "emit/tier.h"

/* A line's object: `static TYPE NAME REST`. */
typedef struct Object {
    Text type, name, rest;
} Object;

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* How much of the line stands before its first `=`, `;`, `[`, or before the attribute. */
static size_t head_length(Text t)
{
    size_t n = 0;

    while (n < t.len && t.at[n] != '=' && t.at[n] != ';' && t.at[n] != '[' && t.at[n] != '(')
        n++;
    for (size_t i = 0; i + 4 < n; i++)
        if (memcmp(t.at + i, " RF_", 4) == 0)
            return i;
    while (n > 0 && t.at[n - 1] == ' ')
        n--;
    return n;
}

static bool take_object(Text t, Object *out)
{
    const Text start = TEXT("static ");
    size_t     n, name;

    if (!text_starts(t, start))
        return false;
    t    = (Text){t.at + start.len, t.len - start.len};
    n    = head_length(t);
    name = n;
    while (name > 0 && is_name(t.at[name - 1]))
        name--;
    *out = (Object){{t.at, name}, {t.at + name, n - name}, {t.at + n, t.len - n}};
    return name > 0 && n > name && n < t.len && t.at[n] != '(' && t.at[n] != '[';
}

static bool holds(Text t, const char *word)
{
    return memmem(t.at, t.len, word, strlen(word)) != NULL;
}

static bool ends_with(Text t, const char *s)
{
    size_t n = strlen(s);

    return t.len >= n && memcmp(t.at + t.len - n, s, n) == 0;
}

/* Variables of the script; elsewhere what is compared by address or changes. */
static bool is_shared(Section s, const Object *o)
{
    return s == SEC_VARIABLES || holds(o->type, "rf_function ") || holds(o->type, "rf_variant ") ||
           holds(o->type, "rf_struct_type ") || holds(o->type, "rf_structdef ") ||
           (text_equal(o->type, TEXT("bool ")) && ends_with(o->name, "_ran"));
}

/* A macro's line with the macro that makes a shared object in its place. */
static bool share_macro(TextBuf *b, Text t, const char *from, const char *to)
{
    size_t n = strlen(from);

    if (t.len < n || memcmp(t.at, from, n) != 0)
        return false;
    textbuf_format(b, "%s%.*s", to, (int)(t.len - n), t.at + n);
    return true;
}

static void share_line(TextBuf *b, Section s, Text t)
{
    Object o;

    if (share_macro(b, t, "RF_STATIC_CLOSURE(", "RF_SHARED_CLOSURE(") ||
        share_macro(b, t, "RF_STATIC_TAG(", "RF_SHARED_TAG("))
        return;
    if (!take_object(t, &o) || !is_shared(s, &o)) {
        textbuf_add(b, t);
        return;
    }
    /* one without value that is constant is declared before it is defined */
    textbuf_format(b, "RF_SHARED%s %.*s%.*s RF_SHARED_AS(%.*s)%.*s",
                   holds(o.type, "const ") && !holds(o.rest, "=") ? "_LATER" : "",
                   TEXT_ARG(o.type), TEXT_ARG(o.name), TEXT_ARG(o.name), TEXT_ARG(o.rest));
}

static Text shared_text(Emit *e, Section s)
{
    Text    rest = textbuf_text(&e->sections[s]);
    TextBuf b    = {.arena = &e->c->arena};

    while (rest.len > 0) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t      n   = end ? (size_t)(end - rest.at) : rest.len;

        share_line(&b, s, (Text){rest.at, n});
        if (end)
            textbuf_char(&b, '\n');
        n += end != NULL;
        rest = (Text){rest.at + n, rest.len - n};
    }
    return textbuf_text(&b);
}

void tier_share_objects(Emit *e)
{
    static const Section sections[] = {SEC_PROTOTYPES, SEC_VARIABLES, SEC_FACTS, SEC_DATA,
                                       SEC_FUNCTIONS};

    if (!e->c->options.tiers)
        return;
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        TextBuf made = {.arena = &e->c->arena};

        textbuf_add(&made, shared_text(e, sections[i]));
        e->sections[sections[i]] = made;
    }
}
