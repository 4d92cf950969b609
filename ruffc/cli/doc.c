/* ruffc doc: the table of built-ins, one row or all of them. */

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "library/builtins.h"

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
}

/* One line a function. `test` cannot be called by scripts. */
static void print_all(void)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (builtin_available(&builtins[i]) && strcmp(builtins[i].name, "test") != 0)
            printf("%-22s %s\n", builtins[i].name, builtins[i].doc);
}

static int complain_unknown(const char *name)
{
    Arena arena = {0};
    Text *words = ARENA_ARRAY(&arena, Text, builtin_count);
    char  room[128];

    for (size_t i = 0; i < builtin_count; i++)
        words[i] = text_of(builtins[i].name);
    complain("no built-in function '%s'%s", name, did_you_mean(name, words, builtin_count, room));
    arena_free(&arena);
    return STATUS_USAGE;
}

int doc_command(const Args *a)
{
    int found;

    if (!a->file) {
        print_all();
        return STATUS_GOOD;
    }
    found = builtin_find(text_of(a->file));
    if (found < 0 || builtin_constant(found))
        return complain_unknown(a->file);
    print_row(&builtins[found]);
    return STATUS_GOOD;
}
