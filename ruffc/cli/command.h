#ifndef RUFFC_CLI_COMMAND_H
#define RUFFC_CLI_COMMAND_H

#include "support/compiler.h"

/** The exit statuses of S-77. */
enum {
    STATUS_GOOD       = 0,
    STATUS_FAILED     = 1, /* a check of the command failed: a test, a formatter */
    STATUS_USAGE      = 2,
    STATUS_ERROR      = 4, /* an uncaught error of the script, or an error of meaning */
    STATUS_UNREADABLE = 5,
    STATUS_INTERNAL   = 6, /* ruffc, the C compiler or the linker failed */
};

/** One row of options.def an option. */
typedef enum OptionId {
#define OPTION(id, letter, word, value, commands, help) OPT_##id,
#include "cli/options.def"
#undef OPTION
    OPT_COUNT
} OptionId;

typedef struct OptionInfo {
    char        letter;
    const char *word, *value, *commands, *help;
} OptionInfo;
extern const OptionInfo option_info[OPT_COUNT];

typedef struct Command Command;

/** A command line, read and checked. All borrowed from the argument vector. */
typedef struct Args {
    const Command *command;
    const char *values[OPT_COUNT]; /* NULL: not given; a switch that was given has an empty text */
    const char *file;              /* the script; doc: the name, or NULL */
    char      **script_args;       /* run: the script's name and what stands behind it */
    int         script_arg_count;
    Options     compile; /* what the options mean for the passes */
} Args;

/** A word on the command line: run, build, emit, check, inspect, test, doc, cache. */
struct Command {
    const char *name;
    char        letter;   /* in the column `commands` of options.def */
    const char *synopsis; /* what stands behind the name */
    const char *summary;  /* one line */
    const char *about;    /* further lines for its own help, may be empty */
    const char *examples;
    int (*run)(const Args *a);
};

extern const Command commands[];
extern const size_t  command_count;

/** Whether the option was given. */
static inline bool has_option(const Args *a, OptionId id)
{
    return a->values[id] != NULL;
}

/** Reads what stands behind the command's name. False after one line on stderr: status 2. When
   --help is among the options the rest is not checked. */
bool args_read(Args *a, int argc, char **argv);

/** One line `ruffc: …` on stderr. */
void complain(const char *format, ...) PRINTF_LIKE(1, 2);

/** `; did you mean 'X'?` with the nearest of the words, or nothing. The result lives in `room`. */
const char *did_you_mean(const char *word, const Text *words, size_t count, char room[128]);

/** What --untrusted and --allow-… mean: a->compile.policy. False after a complaint. */
bool policy_read(Args *a);

/** Prints what `ruffc --help` and `ruffc COMMAND --help` show. */
void help_all(void);
void help_command(const Command *c);

/** Calls work(data) on a thread with a stack for very deep trees, and waits for its end. */
void on_big_stack(void (*work)(void *data), void *data);

/** Whether both paths lead to one existing file. */
bool is_same_file(const char *a, const char *b);

/** Does what --seed, --leaks and --trace ask for, in this process. */
void prepare_runtime(const Args *a);

/** The commands, each in the file of its name. They answer the exit status. */
int run_command(const Args *a);
int build_command(const Args *a);
int emit_command(const Args *a);
int check_command(const Args *a);
int inspect_command(const Args *a);
int test_command(const Args *a);
int doc_command(const Args *a);
int cache_command(const Args *a);

#endif
