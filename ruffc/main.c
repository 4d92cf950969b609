/* Argument vector to command. */

#include <stdio.h>
#include <string.h>

#include "back/backend.h"
#include "cli/command.h"
#include "support/version.h"

static const Command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    Text   words[16];
    char   room[128];
    size_t len = strlen(name);

    for (size_t i = 0; i < command_count && i < COUNT_OF(words); i++)
        words[i] = text_of(commands[i].name);
    if (len > 5 && strcmp(name + len - 5, ".ruff") == 0)
        complain("'%s' is no command; to run the script: ruffc run %s", name, name);
    else
        complain("unknown command '%s'%s", name, did_you_mean(name, words, command_count, room));
    return STATUS_USAGE;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static int help(int argc, char **argv)
{
    const Command *c = argc > 2 ? find_command(argv[2]) : NULL;

    if (argc > 2 && !c)
        return unknown_command(argv[2]);
    if (c)
        help_command(c);
    else
        help_all();
    return STATUS_GOOD;
}

/* --libs [FEATURE…]: the features are those that the head of an emitted file names. */
static int print_libs(int count, char **names)
{
    FeatureSet set = 0;

    for (int i = 0; i < count; i++) {
        FeatureSet one = feature_set(names[i]);

        if (!one) {
            complain("the library has no part '%s'", names[i]);
            return STATUS_USAGE;
        }
        set |= one;
    }
    return cc_print_libs(set) ? STATUS_GOOD : STATUS_INTERNAL;
}

int main(int argc, char **argv)
{
    Args a = {0};

    if (argc < 2) {
        complain("what to do? `ruffc --help` lists the commands");
        return STATUS_USAGE;
    }
    if (is_one_of(argv[1], "--help", "-h") || strcmp(argv[1], "help") == 0)
        return help(argc, argv);
    if (is_one_of(argv[1], "--version", "-V")) {
        printf("ruffc %s\n", RUFFC_VERSION);
        return STATUS_GOOD;
    }
    if (strcmp(argv[1], "--cflags") == 0)
        return cc_print_cflags() ? STATUS_GOOD : STATUS_INTERNAL;
    if (strcmp(argv[1], "--libs") == 0)
        return print_libs(argc - 2, argv + 2);
    a.command = find_command(argv[1]);
    if (!a.command)
        return unknown_command(argv[1]);
    if (!args_read(&a, argc - 2, argv + 2))
        return STATUS_USAGE;
    if (has_option(&a, OPT_HELP)) {
        help_command(a.command);
        return STATUS_GOOD;
    }
    return a.command->run(&a);
}
