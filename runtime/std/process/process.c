/* execute, execute_status, spawn_process, pipe_commands: a helper waits for the programs. */

#define _GNU_SOURCE /* memfd_create */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/heap.h"
#include "io/job.h"
#include "io/lossy.h"
#include "std/process/options.h"
#include "std/process/result.h"

/* Programs that run one after the other. */
typedef struct run {
    const char    *who;
    rf_run_options options;
    char        ***commands; /* `count` of them */
    size_t         count, at; /* the one that ran last */
    int            first_input, stop;
    bool           ends_full, answers_result;
    rf_outcome     outcome; /* its */
} run;

/* ---- the work */

/* What one program has written, as a file that the next one reads; -1 with errno. */
static int file_of(const rf_captured *k)
{
    int    file = memfd_create("pipe", MFD_CLOEXEC);
    size_t done = 0;

    while (file >= 0 && done < k->size) {
        ssize_t n = write(file, k->at + done, k->size - done);

        if (n < 0 && errno != EINTR) {
            close(file);
            return -1;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

static void work(void *data)
{
    run     *r = data;
    rf_child c = {.env       = r->options.env,
                  .input     = r->first_input,
                  .stop      = r->stop,
                  .most      = r->options.most,
                  .ends_full = r->ends_full,
                  .deadline  = rf_child_clock() + r->options.timeout_ms};

    for (r->at = 0;; r->at++) {
        c.argv = r->commands[r->at];
        rf_outcome_drop(&r->outcome);
        rf_child_run(&c, &r->outcome);
        if (c.input > RF_INPUT_OURS)
            close(c.input);
        if (r->at + 1 == r->count || r->outcome.exit_code != 0 || r->outcome.out.truncated)
            return;
        c.input = file_of(&r->outcome.out);
        if (c.input < 0) {
            r->outcome.error = errno;
            return;
        }
    }
}

static void stop(void *data)
{
    uint64_t one = 1;

    /* Nothing to do when it cannot be told: the program ends by itself. */
    if (write(((run *)data)->stop, &one, sizeof one) < 0)
        return;
}

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void drop(void *data)
{
    run *r = data;

    for (size_t i = 0; i < r->count; i++)
        free(r->commands[i]);
    free(r->commands);
    free(r->options.env);
    rf_outcome_drop(&r->outcome);
    if (r->stop >= 0)
        close(r->stop);
}

/* ---- results */

static bool is_pipe(const run *r)
{
    return r->count > 1 || strcmp(r->who, "pipe_commands") == 0;
}

/* The words of the program that ran last. */
static rf_string *shown(rf_ctx *cx, const run *r)
{
    rf_text t;
    rf_string *all, *valid;

    rf_text_init(&t, cx);
    for (char **word = r->commands[r->at]; *word; word++) {
        if (word > r->commands[r->at])
            rf_text_char(&t, ' ');
        rf_text_puts(&t, *word);
    }
    all   = rf_text_take(&t);
    valid = rf_string_lossy(cx, all->at, (size_t)all->bytes);
    rf_release_object(cx, all);
    return valid;
}

/* "Command 'grep y'" in a pipe, else "execute() command". */
static rf_string *subject(rf_ctx *cx, const run *r, const char *noun)
{
    rf_string *words, *s;

    if (!is_pipe(r))
        return rf_string_format(cx, "%s()%s", r->who, noun);
    words = shown(cx, r);
    s     = rf_string_format(cx, "Command '%s'", words->at);
    rf_release_object(cx, words);
    return s;
}

static void throw_failed(rf_ctx *cx, const run *r)
{
    rf_string *begin = subject(cx, r, " command");
    rf_string *err   = rf_string_lossy(cx, r->outcome.err.size > 0 ? r->outcome.err.at : "", r->outcome.err.size);

    rf_throw(cx, "%s failed with exit code %d: %s", begin->at, r->outcome.exit_code, err->at);
    rf_release_object(cx, begin);
    rf_release_object(cx, err);
}

static void throw_limit(rf_ctx *cx, const run *r)
{
    rf_string *begin = subject(cx, r, "");

    if (r->outcome.timed_out)
        rf_throw(cx, "%s timed out after %lldms", begin->at, (long long)r->options.timeout_ms);
    else
        rf_throw(cx, "%s output exceeded %zu bytes", begin->at, r->options.most);
    rf_release_object(cx, begin);
}

/* The standard output of the last program. */
static rf_value output(rf_ctx *cx, const run *r)
{
    const rf_captured *k  = &r->outcome.out;
    const char        *at = k->size > 0 ? k->at : "";

    if (!is_pipe(r))
        return rf_from_object(rf_string_lossy(cx, at, k->size));
    if (rf_utf8_valid(at, (int64_t)k->size) == (int64_t)k->size)
        return rf_from_object(rf_string_new(cx, at, (int64_t)k->size));
    rf_throw(cx, "%s output is not valid UTF-8", r->who);
    return rf_null;
}

static rf_value result(rf_ctx *cx, void *data)
{
    const run        *r = data;
    const rf_outcome *o = &r->outcome;

    if (o->error)
        rf_throw(cx, "Failed to spawn process '%s': %s (os error %d)", r->commands[r->at][0], strerror(o->error),
                 o->error);
    else if (r->answers_result)
        return rf_process_result(cx, o);
    else if (o->timed_out || o->out.truncated || o->err.truncated)
        throw_limit(cx, r);
    else if (o->exit_code != 0)
        throw_failed(cx, r);
    else
        return output(cx, r);
    return rf_null;
}

static rf_value start(rf_ctx *cx, run *r)
{
    static const rf_job_type type = {
        .size = sizeof *r, .keep = keep, .work = work, .result = result, .drop = drop, .stop = stop, .waits = true};

    r->stop = eventfd(0, EFD_CLOEXEC);
    return rf_job_start(cx, &type, r);
}

static void make_room(run *r, size_t count)
{
    r->commands = calloc(count, sizeof *r->commands);
    if (!r->commands)
        rf_out_of_memory();
    r->count = count;
}

/* ---- by a shell */

static bool check_command(rf_ctx *cx, const char *who, rf_value command)
{
    const rf_string *s;

    if (!rf_is_string(command)) {
        if (!rf_throw_if_error(cx, command))
            rf_throw(cx, "%s() requires a string command argument", who);
        return false;
    }
    s = rf_as_string(command);
    if (strspn(s->at, " \t") == (size_t)s->bytes)
        rf_throw(cx, "%s() command must not be empty", who);
    else if (strpbrk(s->at, "\r\n"))
        rf_throw(cx, "%s() command must not contain newlines", who);
    else if (strlen(s->at) != (size_t)s->bytes)
        rf_throw(cx, "%s() command must not contain NUL", who);
    return !RF_FAILED(cx);
}

static rf_value run_shell(rf_ctx *cx, run *r, rf_value command, rf_value options)
{
    if (!check_command(cx, r->who, command) || !rf_run_options_take(cx, r->who, options, &r->options))
        return rf_null;
    make_room(r, 1);
    r->commands[0] = rf_texts_copy((const char *[]){"/bin/sh", "-c", rf_as_string(command)->at}, 3);
    r->first_input = RF_INPUT_OURS;
    return start(cx, r);
}

rf_value rf_b_execute(rf_ctx *cx, rf_value command, rf_value options)
{
    run r = {.who = "execute", .ends_full = true};

    return run_shell(cx, &r, command, options);
}

rf_value rf_b_execute_status(rf_ctx *cx, rf_value command, rf_value options)
{
    run r = {.who = "execute_status", .answers_result = true};

    return run_shell(cx, &r, command, options);
}

/* ---- without one */

rf_value rf_b_spawn_process(rf_ctx *cx, rf_value words, rf_value options)
{
    run r = {.who = "spawn_process", .answers_result = true, .first_input = RF_INPUT_NONE};

    if (!rf_is_array(words) || rf_as_array(words)->len == 0)
        return RF_REFUSE(cx, "spawn_process requires a non-empty array of command arguments", words);
    if (!rf_run_options_take(cx, r.who, options, &r.options))
        return rf_null;
    make_room(&r, 1);
    r.stop        = -1;
    r.commands[0] = rf_words_take(cx, r.who, rf_as_array(words));
    if (!RF_FAILED(cx))
        return start(cx, &r);
    drop(&r);
    return rf_null;
}

static const char *pipe_fault(rf_value commands)
{
    if (!rf_is_array(commands) || rf_as_array(commands)->len == 0)
        return "pipe_commands requires a non-empty array of commands";
    for (int64_t i = 0; i < rf_as_array(commands)->len; i++) {
        rf_value one = rf_array_peek(rf_as_array(commands), i);

        if (!rf_is_array(one))
            return "pipe_commands requires an array of command arrays";
        if (rf_as_array(one)->len == 0)
            return "Each command array must not be empty";
    }
    return NULL;
}

rf_value rf_b_pipe_commands(rf_ctx *cx, rf_value commands, rf_value options)
{
    run         r     = {.who = "pipe_commands", .ends_full = true, .first_input = RF_INPUT_NONE};
    const char *fault = pipe_fault(commands);

    if (fault)
        return RF_REFUSE(cx, fault, commands);
    if (!rf_run_options_take(cx, r.who, options, &r.options))
        return rf_null;
    make_room(&r, (size_t)rf_as_array(commands)->len);
    r.stop = -1;
    for (size_t i = 0; i < r.count && !RF_FAILED(cx); i++)
        r.commands[i] = rf_words_take(cx, r.who, rf_as_array(rf_array_peek(rf_as_array(commands), (int64_t)i)));
    if (!RF_FAILED(cx))
        return start(cx, &r);
    drop(&r);
    return rf_null;
}
