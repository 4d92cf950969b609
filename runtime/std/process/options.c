/* Options and arguments of programs: see options.h. */

#include "std/process/options.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/policy.h"
#include "std/env/env.h"

enum { USUAL_MS = 30000, USUAL_MOST = 1 << 20, LARGEST_MOST = 16 << 20 };

/* ---- texts */

char **rf_texts_copy(const char *const *texts, size_t count)
{
    size_t bytes = 0;
    char **all, *at;

    for (size_t i = 0; i < count; i++)
        bytes += strlen(texts[i]) + 1;
    all = malloc((count + 1) * sizeof *all + bytes);
    if (!all)
        rf_out_of_memory();
    at = (char *)(all + count + 1);
    for (size_t i = 0; i < count; i++) {
        all[i] = at;
        at     = stpcpy(at, texts[i]) + 1;
    }
    all[count] = NULL;
    return all;
}

/* A string that the system can take; throws if not. */
static bool check_text(rf_ctx *cx, const char *who, const char *what, rf_value v)
{
    if (rf_is_string(v) && strlen(rf_as_string(v)->at) == (size_t)rf_as_string(v)->bytes)
        return true;
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, rf_is_string(v) ? "%s %s must not contain NUL" : "%s %s must be strings", who, what);
    return false;
}

char **rf_words_take(rf_ctx *cx, const char *who, const rf_array *words)
{
    size_t       count = (size_t)words->len, i;
    const char **texts = malloc((count + 1) * sizeof *texts);
    char       **all   = NULL;

    if (!texts)
        rf_out_of_memory();
    for (i = 0; i < count; i++) {
        rf_value v = rf_array_peek(words, (int64_t)i);

        if (!check_text(cx, who, "command arguments", v))
            break;
        texts[i] = rf_as_string(v)->at;
    }
    if (i == count)
        all = rf_texts_copy(texts, count);
    free(texts);
    return all;
}

/* ---- the environment of the child */

typedef struct env_rules {
    bool            inherit;
    const rf_array *allow, *deny; /* NULL: all, none */
    const rf_dict  *set;
} env_rules;

static bool names(const rf_array *list, const char *at, size_t size)
{
    for (int64_t i = 0; i < list->len; i++) {
        const rf_string *s = rf_as_string(rf_array_peek(list, i));

        if ((size_t)s->bytes == size && memcmp(s->at, at, size) == 0)
            return true;
    }
    return false;
}

/* Does the child get this variable of ours? From a program that may not read the environment it gets what finds
   programs only: it could tell the rest. */
static bool passes(rf_ctx *cx, const env_rules *r, const char *variable)
{
    size_t     size = strcspn(variable, "=");
    rf_string *name;
    bool       replaced;

    if (!rf_policy_allows(RF_CAN_ENV_READ) && (size != 4 || memcmp(variable, "PATH", 4) != 0))
        return false;
    if (!r->inherit || (r->allow && !names(r->allow, variable, size)) || (r->deny && names(r->deny, variable, size)))
        return false;
    if (!r->set || rf_utf8_valid(variable, (int64_t)size) != (int64_t)size)
        return true;
    name     = rf_string_new(cx, variable, (int64_t)size);
    replaced = rf_dict_find(r->set, name) != NULL;
    rf_release_object(cx, name);
    return !replaced;
}

/* "NAME=VALUE" of an entry of the option `env`. */
static rf_string *assignment(rf_ctx *cx, const rf_dict *d, int64_t i)
{
    rf_string *key = rf_dict_key_at(cx, d, i);
    rf_string *s   = rf_string_format(cx, "%s=%s", key->at, rf_as_string(rf_dict_value_at(d, i))->at);

    rf_release_object(cx, key);
    return s;
}

static char **make_env(rf_ctx *cx, const env_rules *r)
{
    char     **ours = rf_env_all(), **all;
    size_t     room = 0, count = 0, more = r->set ? (size_t)rf_dict_len(r->set) : 0;
    char     **texts;
    rf_string **made;

    while (ours[room])
        room++;
    texts = malloc((room + more) * sizeof *texts + 1);
    made  = malloc(more * sizeof *made + 1);
    if (!texts || !made)
        rf_out_of_memory();
    for (char **at = ours; *at; at++)
        if (passes(cx, r, *at))
            texts[count++] = *at;
    for (size_t i = 0; i < more; i++) {
        made[i]        = assignment(cx, r->set, (int64_t)i);
        texts[count++] = made[i]->at;
    }
    all = rf_texts_copy((const char *const *)texts, count);
    for (size_t i = 0; i < more; i++)
        rf_release_object(cx, made[i]);
    free(made);
    free(texts);
    free(ours);
    return all;
}

/* ---- one option each; false with an error thrown */

static bool refuse(rf_ctx *cx, rf_value v, const char *key, const char *what)
{
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "process option '%s' must be %s", key, what);
    return false;
}

static bool take_int(rf_ctx *cx, rf_value v, const char *key, int64_t most, const char *what, int64_t *out)
{
    if (v.tag != RF_INT || v.as.i < 1 || v.as.i > most)
        return refuse(cx, v, key, what);
    *out = v.as.i;
    return true;
}

static bool take_names(rf_ctx *cx, rf_value v, const char *key, const rf_array **out)
{
    if (!rf_is_array(v))
        return refuse(cx, v, key, "an array of strings");
    for (int64_t i = 0; i < rf_as_array(v)->len; i++)
        if (!rf_is_string(rf_array_peek(rf_as_array(v), i)))
            return refuse(cx, rf_array_peek(rf_as_array(v), i), key, "an array of strings");
    *out = rf_as_array(v);
    return true;
}

static bool take_env(rf_ctx *cx, rf_value v, env_rules *r)
{
    if (!rf_is_dict(v))
        return refuse(cx, v, "env", "a dict of strings");
    r->set = rf_as_dict(v);
    for (int64_t i = 0; i < rf_dict_len(r->set); i++) {
        rf_string *key = rf_dict_key_at(cx, r->set, i);
        bool       bad = key->bytes == 0 || strchr(key->at, '=') || strlen(key->at) != (size_t)key->bytes;

        rf_release_object(cx, key);
        if (bad)
            return refuse(cx, rf_null, "env", "a dict whose keys are names of variables");
        if (!check_text(cx, "process option 'env'", "values", rf_dict_value_at(r->set, i)))
            return false;
    }
    return true;
}

static bool take_option(rf_ctx *cx, const char *key, rf_value v, rf_run_options *o, env_rules *r)
{
    int64_t n = 0;

    if (strcmp(key, "timeout_ms") == 0)
        return take_int(cx, v, key, INT32_MAX, "a positive int", &o->timeout_ms);
    if (strcmp(key, "max_output_bytes") == 0) {
        bool fits = take_int(cx, v, key, LARGEST_MOST, "an int from 1 to 16777216", &n);
        o->most   = (size_t)n;
        return fits;
    }
    if (strcmp(key, "inherit_env") == 0) {
        r->inherit = v.as.i != 0;
        return v.tag == RF_BOOL || refuse(cx, v, key, "a bool");
    }
    if (strcmp(key, "env_allow") == 0)
        return take_names(cx, v, key, &r->allow);
    if (strcmp(key, "env_deny") == 0)
        return take_names(cx, v, key, &r->deny);
    if (strcmp(key, "env") == 0)
        return take_env(cx, v, r);
    rf_throw(cx,
             "unsupported process option '%s'; supported are timeout_ms, max_output_bytes, inherit_env, "
             "env_allow, env_deny, env",
             key);
    return false;
}

bool rf_run_options_take(rf_ctx *cx, const char *who, rf_value options, rf_run_options *o)
{
    env_rules r = {.inherit = true};

    *o = (rf_run_options){.timeout_ms = USUAL_MS, .most = USUAL_MOST};
    if (options.tag != RF_ABSENT && !rf_is_dict(options)) {
        if (!rf_throw_if_error(cx, options))
            rf_throw(cx, "%s options must be a dict", who);
        return false;
    }
    for (int64_t i = 0; options.tag != RF_ABSENT && i < rf_dict_len(rf_as_dict(options)); i++) {
        rf_string *key  = rf_dict_key_at(cx, rf_as_dict(options), i);
        bool       fits = take_option(cx, key->at, rf_dict_value_at(rf_as_dict(options), i), o, &r);

        rf_release_object(cx, key);
        if (!fits)
            return false;
    }
    o->env = make_env(cx, &r);
    return true;
}
