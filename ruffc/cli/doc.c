/* ruffc doc: the tables of built-in functions and methods, what has one name or all functions. */

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "library/builtins.h"

typedef struct MethodDoc {
    const char *type, *call, *effect, *doc;
} MethodDoc;

#define KEEPS   ""
#define CHANGES " (changes its variable)"
#define LAZY    " (lazy)"
#define USES    " (uses up the values)"
#define ACTS    ""
static const MethodDoc methods[] = {
#define METHOD_DOC(type, call, effect, doc) {type, call, effect, doc},
#include "library/method_docs.def"
#undef METHOD_DOC
};

/* By the numbers of capabilities. */
static const char *const capability_words[] = {
#define CAPABILITY(id, name, word, paths, about) word,
#include "capabilities.def"
#undef CAPABILITY
};

static Text method_name(const MethodDoc *m)
{
    return (Text){m->call, strcspn(m->call, "(")};
}

static void print_count(const Builtin *b)
{
    if (b->most < 0)
        printf("%d or more arguments", b->least);
    else if (b->most == b->least)
        printf("%d argument%s", b->least, b->least == 1 ? "" : "s");
    else
        printf("%d to %d arguments", b->least, b->most);
}

static void print_row(const Builtin *b)
{
    printf("%s: ", b->name);
    print_count(b);
    printf("%s\n  %s\n", builtin_available(b) ? "" : " (not in this build)", b->doc);
    for (int k = 0; k < CAPABILITY_COUNT; k++)
        if (builtin_needs(b) >> k & 1)
            printf("  Needs --allow-%s where scripts may not do everything.\n", capability_words[k]);
}

/* The methods of that name, one paragraph a type; how many there are. */
static size_t print_methods(Text name)
{
    size_t found = 0;

    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (text_equal(method_name(&methods[i]), name)) {
            const MethodDoc *m = &methods[i];

            printf("%s, %s%s\n  %s\n", m->call, m->type, m->effect, m->doc);
            found++;
        }
    return found;
}

/* One line a function. `test` cannot be called by scripts. */
static void print_all(void)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (builtin_available(&builtins[i]) && !builtin_is_form(&builtins[i]) && strcmp(builtins[i].name, "test") != 0)
            printf("%-22s %s\n", builtins[i].name, builtins[i].doc);
}

static int complain_unknown(const char *name)
{
    Arena  arena = {0};
    Text  *words = ARENA_ARRAY(&arena, Text, builtin_count + COUNT_OF(methods));
    size_t count = 0;
    char   room[128];

    for (size_t i = 0; i < builtin_count; i++)
        if (!builtin_is_form(&builtins[i]))
            words[count++] = text_of(builtins[i].name);
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        words[count++] = method_name(&methods[i]);
    complain("no built-in function or method '%s'%s", name,
             did_you_mean(name, words, count, room));
    arena_free(&arena);
    return STATUS_USAGE;
}

int doc_command(const Args *a)
{
    Text name;
    int  found;

    if (!a->file) {
        print_all();
        return STATUS_GOOD;
    }
    name  = text_of(a->file);
    found = builtin_find(name);
    if (found >= 0 && !builtin_constant(found))
        print_row(&builtins[found]);
    else
        found = -1;
    return print_methods(name) > 0 || found >= 0 ? STATUS_GOOD : complain_unknown(a->file);
}
