/* One self-contained C file: the public headers, the script's C, then the sources of the runtime
   that it needs. Names that would clash in one file are spelled differently: a runtime file's get
   the file's name in front, the script's (where the C library has the name too) get `ruff_`. */

#define _GNU_SOURCE
#include "back/bundle.h"

#include <stdio.h>
#include <string.h>

#include "back/embedded.h"
#include "support/version.h"

typedef struct Bundle {
    Arena     *arena;
    TextBuf    out;
    Part       script;
    Parts      parts;
    NameSet    headers; /* already written */
    NameSet    taken;   /* names that clash: of the C library, or private to several files */
    MethodRows methods;
    bool       in_table; /* writing the table of methods */
    Table      renamed;  /* of the part being written: hash of a name to its new spelling */
} Bundle;

static void write_tokens(Bundle *b, const CTokens *all);

/* ---- includes ---- */

/* Headers once, tables every time. */
static void write_include(Bundle *b, Text path)
{
    bool    is_header = path.len > 2 && memcmp(path.at + path.len - 2, ".h", 2) == 0;
    CTokens all;

    if (is_header && !nameset_add(&b->headers, path))
        return;
    all         = c_tokens(b->arena, embedded_find(path));
    b->in_table = text_equal(path, text_of(methods_table));
    textbuf_char(&b->out, '\n');
    write_tokens(b, &all);
    b->in_table = false;
}

/* In the table of methods: the position behind a row that the script does not use; 0 when there is
 * none. */
static size_t skip_method(const Bundle *b, const CTokens *all, size_t at)
{
    MethodRow row;

    return b->in_table && method_row(all, at, &row) && !method_is_named(&b->methods, &row) ? row.end
                                                                                           : 0;
}

/* At a '#' that starts `#include "…"`: writes the file and answers the position behind the
   directive's last token; 0 when it is another directive. */
static size_t take_include(Bundle *b, const CTokens *all, size_t at)
{
    const CToken *word = c_behind(all, at), *path;

    if (!c_is(word, "include"))
        return 0;
    path = c_behind(all, (size_t)(word - all->at));
    if (!path || path->kind != CT_LITERAL || path->text.len < 3)
        return 0;
    write_include(b, (Text){path->text.at + 1, path->text.len - 2});
    return (size_t)(path - all->at) + 1;
}

/* ---- text ---- */

static void write_word(Bundle *b, const CTokens *all, size_t at)
{
    Text        word  = all->at[at].text;
    const Text *other = table_get(&b->renamed, table_hash(word));

    textbuf_add(&b->out, other && !is_member(all, at) ? *other : word);
}

static void write_tokens(Bundle *b, const CTokens *all)
{
    for (size_t at = 0; at < all->len;) {
        const CToken *t      = &all->at[at];
        size_t        behind = skip_method(b, all, at);
        if (t->in_directive && c_is(t, "#"))
            behind = take_include(b, all, at);
        if (behind > 0) {
            at = behind;
            continue;
        }
        if (t->kind == CT_WORD)
            write_word(b, all, at);
        else
            textbuf_add(&b->out, t->text);
        at++;
    }
}

/* ---- names ---- */

static void add_libc_names(Bundle *b)
{
    Text   all   = embedded_libc_names();
    size_t start = 0;

    for (size_t i = 0; i < all.len; i++)
        if (all.at[i] == '\n') {
            nameset_add(&b->taken, (Text){all.at + start, i - start});
            start = i + 1;
        }
}

/* A name that two parts keep to themselves is taken in both. */
static void find_clashes(Bundle *b)
{
    NameSet seen = {b->arena, {.arena = b->arena}};

    for (size_t i = 0; i < b->script.privates.len; i++)
        nameset_add(&seen, b->script.privates.at[i]);
    for (size_t p = 0; p < b->parts.len; p++) {
        NameSet mine = {b->arena, {.arena = b->arena}};
        for (size_t i = 0; i < b->parts.at[p].privates.len; i++) {
            Text name = b->parts.at[p].privates.at[i];
            if (nameset_add(&mine, name) && !nameset_add(&seen, name))
                nameset_add(&b->taken, name);
        }
    }
}

/* core/array_change.c: array_change */
static Text base_of(Text path)
{
    const char *slash = memrchr(path.at, '/', path.len);
    const char *from  = slash ? slash + 1 : path.at;

    return (Text){from, (size_t)(path.at + path.len - from) - 2};
}

static bool is_script_name(const Bundle *b, Text name)
{
    for (size_t i = 0; i < b->script.privates.len; i++)
        if (text_equal(b->script.privates.at[i], name))
            return true;
    return false;
}

static void rename_clashes(Bundle *b, const Part *p, const char *prefix)
{
    b->renamed = (Table){.arena = b->arena};
    for (size_t i = 0; i < p->privates.len; i++) {
        Text        name = p->privates.at[i];
        const char *spelling;
        Text       *other;
        if (!nameset_has(&b->taken, name) || table_get(&b->renamed, table_hash(name)))
            continue;
        spelling = text_format(b->arena, "%s%.*s", prefix, TEXT_ARG(name));
        while (nameset_has(&b->taken, text_of(spelling)) || is_script_name(b, text_of(spelling)))
            spelling = text_format(b->arena, "%s_", spelling);
        nameset_add(&b->taken, text_of(spelling));
        other  = ARENA_NEW(b->arena, Text);
        *other = text_of(spelling);
        table_set(&b->renamed, table_hash(name), other);
    }
}

/* ---- the file ---- */

static bool has_part(const Bundle *b, const char *path)
{
    for (size_t i = 0; i < b->parts.len; i++)
        if (text_equal(b->parts.at[i].path, text_of(path)))
            return true;
    return false;
}

/* The libraries of the features that the program uses. */
static void write_flags(Bundle *b, FeatureSet set)
{
    set = feature_closure(set);
    for (size_t k = 0; k < feature_count; k++)
        if (feature_in(set, k) && features[k].flags[0])
            textbuf_format(&b->out, " %s", features[k].flags);
}

static void write_head(Bundle *b, const CUnit *unit)
{
    textbuf_format(&b->out, "/* A Ruff program with its runtime, made by ruffc " RUFFC_VERSION
                            ". To build it:\n\n"
                            "       cc -O2 FILE.c -o PROGRAM -lpthread -lm");
    write_flags(b, unit->features);
    if (has_part(b, "core/lib_case.c"))
        textbuf_add(&b->out, TEXT(" -lunistring"));
    textbuf_add(&b->out,
                TEXT("\n*/\n\n#define _GNU_SOURCE\n\n"
                     "#ifdef __clang__ /* inline functions that this program does not need, and weak\n"
                     "                    declarations of functions that it does define */\n"
                     "#pragma clang diagnostic ignored \"-Wunused-function\"\n"
                     "#pragma clang diagnostic ignored \"-Wignored-attributes\"\n"
                     "#endif\n"));
}

static void write_part(Bundle *b, const Part *p)
{
    rename_clashes(b, p, text_format(b->arena, "%.*s_", TEXT_ARG(base_of(p->path))));
    textbuf_format(&b->out, "\n/* ======== runtime: %.*s ======== */\n\n", TEXT_ARG(p->path));
    write_tokens(b, &p->tokens);
    for (size_t i = 0; i < p->macros.len; i++)
        textbuf_format(&b->out, "#undef %.*s\n", TEXT_ARG(p->macros.at[i]));
}

bool bundle_possible(const CUnit *unit)
{
    FeatureSet set = feature_closure(unit->features);

    for (size_t k = 0; k < feature_count; k++) {
        if (!feature_in(set, k) || !strstr(features[k].flags, "-lstdc++"))
            continue;
        fprintf(stderr,
                "ruffc: the program uses '%s' of the library, which is C++ in part and goes into no "
                "file of C; `ruffc build` links it\n",
                features[k].name);
        return false;
    }
    return true;
}

Text bundle_program(Arena *arena, const CUnit *unit)
{
    Bundle b = {
        .arena   = arena,
        .out     = {.arena = arena},
        .headers = {arena, {.arena = arena}},
        .taken   = {arena, {.arena = arena}},
        .renamed = {.arena = arena},
    };

    b.script.tokens = c_tokens(arena, unit->text);
    methods_init(&b.methods, arena, &b.script.tokens);
    bundle_files(arena, &b.script.tokens, &b.methods, &b.parts);
    bundle_names(arena, &b.script);
    for (size_t i = 0; i < b.parts.len; i++)
        bundle_names(arena, &b.parts.at[i]);
    add_libc_names(&b);
    find_clashes(&b);
    write_head(&b, unit);
    write_include(&b, TEXT("ruff/ruff.h"));
    rename_clashes(&b, &b.script, "ruff_");
    textbuf_add(&b.out, TEXT("\n/* ======== the script ======== */\n\n"));
    write_tokens(&b, &b.script.tokens);
    for (size_t i = 0; i < b.parts.len; i++)
        write_part(&b, &b.parts.at[i]);
    return textbuf_text(&b.out);
}
