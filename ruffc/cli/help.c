/* What --help prints, from the tables of commands and options. */

#include <stdio.h>
#include <string.h>

#include "cli/command.h"

static const struct {
    const char *name, *about;
} optimisations[] = {
#define OPTIMISATION(id, name, about) {name, about},
#include "support/optimisations.def"
#undef OPTIMISATION
};

void help_all(void)
{
    printf("ruffc compiles Ruff scripts: it runs them at once, builds executables, and shows the C "
           "between.\n"
           "\nUsage: ruffc COMMAND [options] FILE\n\nCommands:\n");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-9s %s\n", commands[i].name, commands[i].summary);
    printf("\nOptimisations that --without leaves out, all or some by name:\n");
    for (size_t i = 0; i < COUNT_OF(optimisations); i++)
        printf("  %-11s %s\n", optimisations[i].name, optimisations[i].about);
    printf(
        "\n  ruffc COMMAND --help   options and examples of one command\n"
        "  ruffc --version        the version\n"
        "  ruffc --cflags         the flags that compile what `ruffc emit` writes\n"
        "  ruffc --libs           the flags that link it\n"
        "\nExamples:\n"
        "  ruffc run hello.ruff\n"
        "  ruffc build hello.ruff -o hello && ./hello\n"
        "\nExit status: the script's own; 0 good, 1 a test failed, 2 wrong use, 3 syntax error,\n"
        "4 uncaught error or error of meaning, 5 file not readable, 6 ruffc or the C compiler "
        "failed.\n");
}

static void print_option(const OptionInfo *o)
{
    char   left[64];
    size_t n = 0;

    if (o->letter)
        n += (size_t)snprintf(left + n, sizeof left - n, "-%c%s", o->letter, o->word ? ", " : "");
    if (o->word)
        n += (size_t)snprintf(left + n, sizeof left - n, "--%s", o->word);
    if (o->value)
        snprintf(left + n, sizeof left - n, "%s%s", o->word && o->value[0] != '[' ? " " : "", o->value);
    printf("  %-26s %s\n", left, o->help);
}

void help_command(const Command *c)
{
    printf("ruffc %s: %s\n\nUsage: ruffc %s %s\n", c->name, c->summary, c->name, c->synopsis);
    if (c->about[0])
        printf("\n%s", c->about);
    printf("\nOptions:\n");
    for (OptionId id = 0; id < OPT_COUNT; id++)
        if (strchr(option_info[id].commands, c->letter))
            print_option(&option_info[id]);
    printf("\nExamples:\n%s", c->examples);
}
