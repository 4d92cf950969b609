/* Reads options, by options.def.

   Options stand before or behind the file. Behind `run FILE` everything belongs to the script. */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "compile.h"

const OptionInfo option_info[OPT_COUNT] = {
#define OPTION(id, letter, word, value, commands, help)                                            \
    [OPT_##id] = {letter, word, value, commands, help},
#include "cli/options.def"
#undef OPTION
};

/* Where reading stands. */
typedef struct Reader {
    Args  *args;
    int    at, count;
    char **words;
    bool   only_files; /* behind `--` */
} Reader;

void complain(const char *format, ...)
{
    va_list args;

    fputs("ruffc: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

const char *did_you_mean(const char *word, const Text *words, size_t count, char room[128])
{
    Text near = diag_similar(text_of(word), words, count);

    room[0] = '\0';
    if (near.len > 0)
        snprintf(room, 128, "; did you mean '%.*s'?", TEXT_ARG(near));
    return room;
}

/* ---- one option ---- */

static bool takes(const Command *c, OptionId id)
{
    return strchr(option_info[id].commands, c->letter) != NULL;
}

static bool unknown_option(const Reader *r, const char *word)
{
    Text   words[OPT_COUNT];
    char   spelled[OPT_COUNT][32], room[128];
    size_t count = 0;

    for (OptionId id = 0; id < OPT_COUNT; id++) {
        if (!takes(r->args->command, id) || !option_info[id].word)
            continue;
        snprintf(spelled[count], sizeof spelled[count], "--%s", option_info[id].word);
        words[count] = text_of(spelled[count]);
        count++;
    }
    complain("unknown option '%s'%s", word, did_you_mean(word, words, count, room));
    return false;
}

/* Takes the value from behind the option or from the next word. */
static bool take_value(Reader *r, OptionId id, const char *spelling, const char *attached)
{
    const char *value = option_info[id].value;

    if (value && value[0] == '[') {
        if (attached && *attached == '\0')
            complain("option '%s' takes no empty value", spelling);
        r->args->values[id] = attached ? attached : "";
        return !attached || *attached;
    }
    if (!value) {
        if (attached)
            complain("option '%s' takes no value", spelling);
        r->args->values[id] = "";
        return !attached;
    }
    if (!attached && r->at == r->count) {
        complain("option '%s' needs a value: %s", spelling, value);
        return false;
    }
    r->args->values[id] = attached ? attached : r->words[r->at++];
    return true;
}

static bool read_long(Reader *r, const char *word)
{
    size_t      len      = strcspn(word + 2, "=");
    const char *attached = word[2 + len] ? word + 3 + len : NULL;

    for (OptionId id = 0; id < OPT_COUNT; id++) {
        const char *name = option_info[id].word;
        char        spelling[32];
        if (!name || strlen(name) != len || memcmp(name, word + 2, len) != 0 ||
            !takes(r->args->command, id))
            continue;
        snprintf(spelling, sizeof spelling, "--%s", name);
        return take_value(r, id, spelling, attached);
    }
    return unknown_option(r, word);
}

static bool read_short(Reader *r, const char *word)
{
    const char *attached   = word[2] ? word + 2 : NULL;
    char        spelling[] = {'-', word[1], '\0'};

    for (OptionId id = 0; id < OPT_COUNT; id++)
        if (option_info[id].letter == word[1] && takes(r->args->command, id))
            return take_value(r, id, spelling, attached);
    return unknown_option(r, word);
}

/* ---- the words ---- */

/* run FILE …: the script's name is the first of its arguments; a `--` behind it only separates. */
static void take_script_args(Reader *r)
{
    if (r->at < r->count && strcmp(r->words[r->at], "--") == 0) {
        r->words[r->at] = r->words[r->at - 1];
        r->at++;
    }
    r->args->script_args      = r->words + r->at - 1;
    r->args->script_arg_count = r->count - r->at + 1;
    r->at                     = r->count;
}

static bool take_file(Reader *r, char *word)
{
    if (r->args->command->letter == 'A') {
        complain("'ruffc cache' takes no file: '%s'", word);
        return false;
    }
    if (r->args->file) {
        complain("only one file: '%s' or '%s'?", r->args->file, word);
        return false;
    }
    r->args->file = word;
    if (r->args->command->letter == 'R')
        take_script_args(r);
    return true;
}

static bool take_word(Reader *r)
{
    char *word = r->words[r->at++];

    if (r->only_files || word[0] != '-' || word[1] == '\0')
        return take_file(r, word);
    if (strcmp(word, "--") == 0) {
        r->only_files = true;
        return true;
    }
    return word[1] == '-' ? read_long(r, word) : read_short(r, word);
}

/* ---- what the values mean ---- */

static bool read_stages(Args *a)
{
    Text   words[16];
    char   word[32], room[128];
    size_t count = stage_names(words, COUNT_OF(words));

    for (const char *s = a->values[OPT_DUMP]; s && *s; s += *s == ',') {
        size_t   len = strcspn(s, ",");
        uint32_t bit = stage_bit((Text){s, len});
        if (bit == 0) {
            snprintf(word, sizeof word, "%.*s", (int)len, s);
            complain("no stage '%s' to print%s", word, did_you_mean(word, words, count, room));
            return false;
        }
        a->compile.dump |= bit;
        s += len;
    }
    return true;
}

static bool check_pass(const Args *a)
{
    Text        words[64];
    char        room[128];
    const char *wanted = a->values[OPT_STOP_AFTER];
    size_t      count  = pass_names(words, COUNT_OF(words));

    if (!wanted)
        return true;
    for (size_t i = 0; i < count; i++)
        if (text_equal(words[i], text_of(wanted)))
            return true;
    complain("no pass '%s'%s", wanted, did_you_mean(wanted, words, count, room));
    return false;
}

static bool check_tier(const Args *a)
{
    const char *tier = a->values[OPT_TIER];

    if (!tier || strcmp(tier, "tcc") == 0 || strcmp(tier, "cc") == 0 || strcmp(tier, "auto") == 0)
        return true;
    complain("option '--tier' takes tcc, cc or auto, not '%s'", tier);
    return false;
}

static const char *const optimisation_names[] = {
#define OPTIMISATION(id, name, about) name,
#include "support/optimisations.def"
#undef OPTIMISATION
};

/* --without NAME,NAME or --without all. */
static bool read_without(Args *a)
{
    Text   words[OPTIMISATION_COUNT];
    char   word[32], room[128];
    size_t count = COUNT_OF(optimisation_names), k;

    for (k = 0; k < count; k++)
        words[k] = text_of(optimisation_names[k]);
    words[count] = TEXT("all");
    for (const char *s = a->values[OPT_WITHOUT]; s && *s; s += *s == ',') {
        size_t len = strcspn(s, ",");
        for (k = 0; k < count && !text_equal(words[k], (Text){s, len});)
            k++;
        if (k < count) {
            a->compile.without |= 1ull << (k + 1);
        } else if (text_equal(words[count], (Text){s, len})) {
            a->compile.without = ~1ull;
        } else {
            snprintf(word, sizeof word, "%.*s", (int)len, s);
            complain("no optimisation '%s'%s", word, did_you_mean(word, words, count + 1, room));
            return false;
        }
        s += len;
    }
    return true;
}

/* A number of the form that the option asks for. */
static bool check_numbers(const Args *a)
{
    const char *level = a->values[OPT_OPTIMISE], *seed = a->values[OPT_SEED];
    const char *schedules = a->values[OPT_SCHEDULES];
    char       *end;

    if (level && (strlen(level) != 1 || level[0] < '0' || level[0] > '3')) {
        complain("option '-O' takes 0, 1, 2 or 3, not '%s'", level);
        return false;
    }
    if (schedules && (strtoll(schedules, &end, 10) < 1 || *end != '\0')) {
        complain("option '--schedules' takes a number of 1 or more, not '%s'", schedules);
        return false;
    }
    if (!seed)
        return true;
    strtoll(seed, &end, 10);
    if (*seed == '\0' || *end != '\0') {
        complain("option '--seed' takes an integer, not '%s'", seed);
        return false;
    }
    return true;
}

bool args_read(Args *a, int argc, char **argv)
{
    Reader r = {.args = a, .count = argc, .words = argv};

    while (r.at < r.count) {
        if (!take_word(&r))
            return false;
        if (has_option(a, OPT_HELP))
            return true;
    }
    a->compile.stop_after = a->values[OPT_STOP_AFTER];
    a->compile.verify     = has_option(a, OPT_VERIFY) || getenv("RUFFC_VERIFY");
    a->compile.timings    = has_option(a, OPT_TIMINGS);
    a->compile.lines      = has_option(a, OPT_DEBUG) || has_option(a, OPT_LINES);
    if (!policy_read(a) || !read_stages(a) || !read_without(a) || !check_pass(a) || !check_numbers(a) || !check_tier(a))
        return false;
    if (strchr("DA", a->command->letter))
        return true;
    if (!a->file)
        complain("which file? usage: ruffc %s %s", a->command->name, a->command->synopsis);
    return a->file != NULL;
}
