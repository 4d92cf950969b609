/* A reader for calls of built-in functions: see lib_eval.h. */

#include "lib_eval.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "ruff/closure.h"

rf_ctx lib_cx;

void lib_begin(void)
{
    rf_ctx_init(&lib_cx);
}

void lib_end(void)
{
    rf_ctx_end(&lib_cx);
}

/* ---- the built-ins by name */

typedef struct row {
    const char *name;
    int         most;
    void (*code)(void);
    rf_function function;
} row;

static rf_value call_native(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count);

#define ROW_core(name, symbol, least, most)                                                        \
    {name, most, (void (*)(void))symbol, {name, "", call_native, most, least, RF_FN_NATIVE, NULL, NULL}},
#define ROW_base64 ROW_core
#define ROW_regex  ROW_core
#define ROW_task(name, symbol, least, most)
#define ROW_file ROW_core
#define ROW_env  ROW_core
#define ROW_argparse(name, symbol, least, most)
#define ROW_process(name, symbol, least, most)
#define ROW_kv(name, symbol, least, most)
#define ROW_asyncfile(name, symbol, least, most)
#define ROW_ssg(name, symbol, least, most)
#define ROW_json ROW_core
#define ROW_toml ROW_core
#define ROW_yaml ROW_core
#define ROW_csv ROW_core
#define ROW_crypto ROW_core
#define ROW_jwt ROW_core
#define ROW_zip(name, symbol, least, most)
#define ROW_image(name, symbol, least, most)
#define ROW_httpc(name, symbol, least, most)
#define ROW_oauth2token(name, symbol, least, most)
#define ROW_oauth2(name, symbol, least, most)
#define ROW_llm(name, symbol, least, most)
#define ROW_httpd(name, symbol, least, most)
#define ROW_net(name, symbol, least, most)
#define ROW_db(name, symbol, least, most)
#define ROW_sqlite(name, symbol, least, most)
#define BUILTIN(name, symbol, feature, abi, result, least, most, effects, doc)                     \
    ROW_##feature(name, symbol, least, most)

static const row rows[] = {
#include "builtins.def"
};

static const row *find(const char *name, size_t len)
{
    for (size_t i = 0; i < RF_COUNT_OF(rows); i++)
        if (strlen(rows[i].name) == len && memcmp(rows[i].name, name, len) == 0)
            return &rows[i];
    ck_abort_msg("no built-in %.*s", (int)len, name);
}

static rf_value call_row(const row *r, const rf_value *a, uint32_t count)
{
    rf_value all[3] = {rf_absent, rf_absent, rf_absent};

    if ((int)count < r->function.least || (r->most >= 0 && (int)count > r->most)) {
        rf_throw_native_arity(&lib_cx, r->name, r->function.least, r->most, count);
        return rf_null;
    }
    for (uint32_t i = 0; i < count && i < 3; i++)
        all[i] = a[i];
    switch (r->most) {
    case -1:
        return ((rf_value(*)(rf_ctx *, const rf_value *, uint32_t))r->code)(&lib_cx, a, count);
    case 0:
        return ((rf_value(*)(rf_ctx *))r->code)(&lib_cx);
    case 1:
        return ((rf_value(*)(rf_ctx *, rf_value))r->code)(&lib_cx, all[0]);
    case 2:
        return ((rf_value(*)(rf_ctx *, rf_value, rf_value))r->code)(&lib_cx, all[0], all[1]);
    default:
        return ((rf_value(*)(rf_ctx *, rf_value, rf_value, rf_value))r->code)(
            &lib_cx, all[0], all[1], all[2]);
    }
}

static rf_value call_native(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx;
    return call_row(find(self->function->name, strlen(self->function->name)), args, count);
}

/* ---- reading */

static rf_value read_value(const char **at);

static void skip_space(const char **at)
{
    while (**at == ' ')
        (*at)++;
}

/* True when the next character is c; then it is behind. */
static bool accept(const char **at, char c)
{
    skip_space(at);
    if (**at != c)
        return false;
    (*at)++;
    return true;
}

static rf_value read_string(const char **at)
{
    rf_text t;

    rf_text_init(&t, &lib_cx);
    for (; **at != '"'; (*at)++) {
        bool escaped = **at == '\\';

        if (escaped)
            (*at)++;
        rf_text_char(&t, !escaped       ? **at
                         : **at == 'n' ? '\n'
                         : **at == 't' ? '\t'
                         : **at == 'r' ? '\r'
                                       : **at);
    }
    (*at)++;
    return rf_from_object(rf_text_take(&t));
}

static rf_value read_number(const char **at)
{
    char  *end_of_int, *end;
    int64_t i = strtoll(*at, &end_of_int, 10);
    double  d = strtod(*at, &end);

    *at = end;
    return end == end_of_int ? rf_from_int(i) : rf_from_float(d);
}

/* The items up to `close`, owned; how many. */
static uint32_t read_items(const char **at, char close, rf_value items[16])
{
    uint32_t count = 0;

    while (!accept(at, close)) {
        ck_assert_uint_lt(count, 16);
        items[count++] = read_value(at);
        accept(at, ',');
    }
    return count;
}

/* An array of the narrowest element kind, as compiled code makes them. */
static rf_value read_array(const char **at)
{
    rf_value  items[16];
    uint32_t  count = read_items(at, ']', items);
    rf_array *a     = rf_array_of(&lib_cx, items, count);

    for (uint32_t i = 1; i < count; i++)
        if (rf_kind_of_item(items[i]) != rf_kind_of_item(items[0]))
            return rf_from_object(a);
    return rf_from_object(count ? rf_array_as(&lib_cx, a, rf_kind_of_item(items[0])) : a);
}

static rf_value read_dict(const char **at)
{
    rf_dict *d = rf_dict_new(&lib_cx, 0);

    while (!accept(at, '}')) {
        rf_value key = read_value(at);

        accept(at, ':');
        d = rf_dict_put(&lib_cx, d, key, read_value(at));
        rf_release(&lib_cx, key);
        accept(at, ',');
    }
    return rf_from_object(d);
}

static rf_value read_call(const row *r, const char **at)
{
    rf_value items[16];
    uint32_t count  = read_items(at, ')', items);
    rf_value result = lib_cx.error ? rf_null : call_row(r, items, count);

    for (uint32_t i = 0; i < count; i++)
        rf_release(&lib_cx, items[i]);
    return result;
}

static rf_value read_name(const char **at)
{
    const char *start = *at;
    size_t      len   = strspn(start, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789_");
    const row  *r;

    ck_assert_uint_gt(len, 0);
    *at += len;
    if (len == 4 && memcmp(start, "true", 4) == 0)
        return rf_from_bool(true);
    if (len == 5 && memcmp(start, "false", 5) == 0)
        return rf_from_bool(false);
    if (len == 4 && memcmp(start, "null", 4) == 0)
        return rf_null;
    r = find(start, len);
    if (accept(at, '('))
        return read_call(r, at);
    return rf_from_object(rf_closure_new(&lib_cx, &r->function, 0));
}

static rf_value read_value(const char **at)
{
    skip_space(at);
    if (accept(at, '"'))
        return read_string(at);
    if (accept(at, '['))
        return read_array(at);
    if (accept(at, '{'))
        return read_dict(at);
    if (**at == '-' || (**at >= '0' && **at <= '9'))
        return read_number(at);
    return read_name(at);
}

rf_value lib_eval(const char *source)
{
    const char *at = source;
    rf_value    v  = read_value(&at);

    ck_assert_msg(*at == 0, "unread: %s", at);
    return v;
}

void lib_is(const char *source, const char *expected)
{
    rf_value   v = lib_eval(source);
    rf_string *shown;

    if (lib_cx.error) {
        const rf_error *e = (const rf_error *)lib_cx.error;

        ck_assert_msg(strncmp(expected, "! ", 2) == 0, "%s throws %s", source, e->message->at);
        ck_assert_str_eq(e->message->at, expected + 2);
        ck_assert_int_eq((int)v.tag == RF_OBJECT, 0);
        rf_release_object(&lib_cx, lib_cx.error);
        lib_cx.error = NULL;
        return;
    }
    shown = rf_to_string(&lib_cx, v);
    ck_assert_msg(strcmp(shown->at, expected) == 0, "%s is %s, not %s", source, shown->at,
                  expected);
    rf_release_object(&lib_cx, shown);
    rf_release(&lib_cx, v);
}

void lib_all(const lib_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lib_is(cases[i].source, cases[i].expected);
}
