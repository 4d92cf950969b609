/* Which sources of the runtime a program needs. The build wrote down what each object file defines
   and what it uses; from the words of the program's C the search goes on as a linker's would. */

#include "back/bundle.h"

#include <string.h>

#include "back/embedded.h"

/* What the table of symbols says: `PATH D NAME` and `PATH U NAME`, one a line. */
typedef struct Row {
    Text path, name;
    bool defines;
} Row;

typedef struct Search {
    Arena *arena;
    VEC(Row) rows;
    NameSet           wanted; /* symbols */
    NameSet           chosen; /* paths */
    bool              grown;
    const MethodRows *methods;
} Search;

static Text next_word(Text *rest)
{
    size_t n = 0;
    Text   word;

    while (n < rest->len && rest->at[n] != ' ' && rest->at[n] != '\n')
        n++;
    word = (Text){rest->at, n};
    n += n < rest->len;
    *rest = (Text){rest->at + n, rest->len - n};
    return word;
}

static void read_rows(Search *s)
{
    Text rest = embedded_symbols();

    while (rest.len > 0) {
        Row  row    = {.path = next_word(&rest)};
        Text kind   = next_word(&rest);
        row.defines = text_equal(kind, TEXT("D"));
        row.name    = next_word(&rest);
        vec_push(s->arena, &s->rows, row);
    }
}

/* The inline functions of the public headers are used everywhere: what their copies use is always
 * needed. */
static bool is_needed(const Search *s, Text path)
{
    return nameset_has(&s->chosen, path) || text_equal(path, TEXT("core/inline.c"));
}

/* Of the methods only those that the script names. */
static void want_methods(Search *s)
{
    CTokens   all = c_tokens(s->arena, embedded_find(text_of(methods_table)));
    MethodRow row;

    for (size_t i = 0; i < all.len; i++)
        if (method_row(&all, i, &row) && method_is_named(s->methods, &row))
            nameset_add(&s->wanted,
                        text_of(text_format(s->arena, "rf_b_%.*s", TEXT_ARG(row.builtin))));
}

static bool is_method(const Row *r)
{
    return text_starts(r->name, TEXT("rf_b_")) && text_equal(r->path, text_of(methods_user));
}

static void look_once(Search *s)
{
    s->grown = false;
    for (size_t i = 0; i < s->rows.len; i++) {
        const Row *r = &s->rows.at[i];
        if (r->defines && nameset_has(&s->wanted, r->name) &&
            !text_equal(r->path, TEXT("core/inline.c")))
            s->grown = nameset_add(&s->chosen, r->path) || s->grown;
        if (!r->defines && is_needed(s, r->path) && !is_method(r))
            s->grown = nameset_add(&s->wanted, r->name) || s->grown;
    }
}

static void look_to_the_end(Search *s)
{
    do
        look_once(s);
    while (s->grown);
}

void bundle_files(Arena *arena, const CTokens *script, const MethodRows *m, Parts *out)
{
    Search s = {
        .arena   = arena,
        .wanted  = {arena, {.arena = arena}},
        .chosen  = {arena, {.arena = arena}},
        .methods = m,
    };

    read_rows(&s);
    for (size_t i = 0; i < script->len; i++)
        if (script->at[i].kind == CT_WORD && text_starts(script->at[i].text, TEXT("rf_")))
            nameset_add(&s.wanted, script->at[i].text);
    look_to_the_end(&s);
    if (nameset_has(&s.chosen, text_of(methods_user))) {
        want_methods(&s);
        look_to_the_end(&s);
    }
    for (size_t i = 0; i < embedded_count; i++) {
        Embedded e = embedded_file(i);
        if (nameset_has(&s.chosen, text_of(e.path)))
            vec_push(arena, out,
                     ((Part){.path = text_of(e.path), .tokens = c_tokens(arena, e.text)}));
    }
}
