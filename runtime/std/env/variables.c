/* env, env_set and their like. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/lossy.h"
#include "std/env/env.h"

/* No variable has a name with a NUL byte. */
static char *find(rf_value name)
{
    const rf_string *s = rf_as_string(name);

    return memchr(s->at, '\0', (size_t)s->bytes) ? NULL : rf_env_copy(s->at);
}

static rf_value text_of(rf_ctx *cx, const char *at)
{
    return rf_from_object(rf_string_lossy(cx, at, strlen(at)));
}

/* The text that was found, which is freed, or the text given. */
static rf_value found_or(rf_ctx *cx, char *found, const char *other)
{
    rf_value v = text_of(cx, found ? found : other);

    free(found);
    return v;
}

rf_value rf_b_env(rf_ctx *cx, rf_value name)
{
    if (!rf_is_string(name))
        return RF_REFUSE(cx, "env requires a string argument (variable name)", name);
    return found_or(cx, find(name), "");
}

rf_value rf_b_env_or(rf_ctx *cx, rf_value name, rf_value other)
{
    char *found;

    if (!rf_is_string(name) || !rf_is_string(other))
        return RF_REFUSE(cx, "env_or requires two string arguments (variable name, default value)", name, other);
    found = find(name);
    return found ? found_or(cx, found, "") : rf_copy(other);
}

rf_value rf_b_env_required(rf_ctx *cx, rf_value name)
{
    char *found;

    if (!rf_is_string(name))
        return RF_REFUSE(cx, "env_required requires a string argument (variable name)", name);
    found = find(name);
    if (found)
        return found_or(cx, found, "");
    rf_throw(cx, "Required environment variable '%s' is not set", rf_as_string(name)->at);
    return rf_null;
}

/* ---- as other types */

/* The text of a variable; absent with the error thrown. */
static rf_value must_find(rf_ctx *cx, const char *who, rf_value name)
{
    char *found;

    if (!rf_is_string(name)) {
        if (!rf_throw_if_error(cx, name))
            rf_throw(cx, "%s requires a string argument (variable name)", who);
        return rf_absent;
    }
    found = find(name);
    if (found)
        return found_or(cx, found, "");
    rf_throw(cx, "Environment variable '%s' not found", rf_as_string(name)->at);
    return rf_absent;
}

static void refuse_value(rf_ctx *cx, rf_value name, rf_value text, const char *what)
{
    if (RF_FAILED(cx))
        rf_release_object(cx, cx->error);
    cx->error = NULL;
    rf_throw(cx, "Environment variable '%s' value '%s' is not a valid %s", rf_as_string(name)->at,
             rf_as_string(text)->at, what);
}

static rf_value parsed(rf_ctx *cx, const char *who, rf_value name, const char *what,
                       rf_value (*parse)(rf_ctx *, rf_value))
{
    rf_value text = must_find(cx, who, name), v;

    if (text.tag == RF_ABSENT)
        return rf_null;
    v = parse(cx, text);
    if (RF_FAILED(cx))
        refuse_value(cx, name, text, what);
    rf_release(cx, text);
    return v;
}

rf_value rf_b_env_int(rf_ctx *cx, rf_value name)
{
    return parsed(cx, "env_int", name, "integer", rf_b_parse_int);
}

rf_value rf_b_env_float(rf_ctx *cx, rf_value name)
{
    return parsed(cx, "env_float", name, "float", rf_b_parse_float);
}

/* The bool that a word stands for; throws any text otherwise, which `parsed` replaces. */
static rf_value parse_bool(rf_ctx *cx, rf_value text)
{
    static const char words[][2][6] = {{"true", "false"}, {"1", "0"}, {"yes", "no"}, {"on", "off"}};

    for (size_t i = 0; i < RF_COUNT_OF(words); i++)
        for (int no = 0; no < 2; no++)
            if (strcasecmp(rf_as_string(text)->at, words[i][no]) == 0)
                return rf_from_bool(!no);
    rf_throw(cx, "no bool");
    return rf_null;
}

rf_value rf_b_env_bool(rf_ctx *cx, rf_value name)
{
    return parsed(cx, "env_bool", name, "bool", parse_bool);
}

/* ---- setting, listing */

rf_value rf_b_env_set(rf_ctx *cx, rf_value name, rf_value value)
{
    const rf_string *n, *v;

    if (!rf_is_string(name) || !rf_is_string(value))
        return RF_REFUSE(cx, "env_set requires two string arguments (variable name, value)", name, value);
    n = rf_as_string(name);
    v = rf_as_string(value);
    if (n->bytes == 0 || strchr(n->at, '=') || strlen(n->at) != (size_t)n->bytes)
        rf_throw(cx, "env_set: a variable name must not be empty nor contain '=' or NUL");
    else if (strlen(v->at) != (size_t)v->bytes)
        rf_throw(cx, "env_set: a value must not contain NUL");
    else
        rf_env_put(n->at, v->at);
    return rf_null;
}

rf_value rf_b_env_list(rf_ctx *cx)
{
    char   **all = rf_env_all();
    rf_dict *d   = rf_dict_new(cx, 16);

    for (char **at = all; *at; at++) {
        const char *sign = strchr(*at, '=');
        rf_string  *key;

        if (!sign || sign == *at)
            continue;
        key = rf_string_lossy(cx, *at, (size_t)(sign - *at));
        d   = rf_dict_set(cx, d, key, text_of(cx, sign + 1));
        rf_release_object(cx, key);
    }
    free(all);
    return rf_from_object(d);
}
