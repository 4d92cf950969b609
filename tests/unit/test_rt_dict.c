/* core/dict, core/table: keys, order, copy on write. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/collections.h"
#include "rt_fixture.h"
#include "ruff/typed.h"

static rf_dict *set(rf_dict *d, const char *key, rf_value v)
{
    rf_string *k = rt_string(key);

    d = rf_dict_set(&rt_cx, d, k, v);
    rf_release_object(&rt_cx, k);
    return d;
}

static rf_value removed(rf_dict **d, const char *key)
{
    rf_string *k = rt_string(key);
    rf_value   v = rf_dict_remove(&rt_cx, d, k);

    rf_release_object(&rt_cx, k);
    return v;
}

/* The keys in order, joined by spaces. */
static void keys_are(const rf_dict *d, const char *expected)
{
    char text[256] = "";

    for (int64_t i = 0; i < rf_dict_len(d); i++) {
        rf_string *k = rf_dict_key_at(&rt_cx, d, i);

        strcat(strcat(text, i ? " " : ""), k->at);
        rf_release_object(&rt_cx, k);
    }
    ck_assert_str_eq(text, expected);
}

START_TEST(keys_keep_their_order_and_print_sorted)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);

    d = set(d, "zebra", rf_from_int(1));
    d = set(d, "apple", rf_from_int(2));
    d = set(d, "10", rf_from_int(3));
    d = set(d, "9", rf_from_int(4));
    d = set(d, "zebra", rf_from_int(5));
    keys_are(d, "zebra apple 10 9");
    rt_is(rf_from_object(d), "{\"10\": 3, \"9\": 4, \"apple\": 2, \"zebra\": 5}");
    rt_shows(removed(&d, "zebra"), "5");
    d = set(d, "zebra", rf_null);
    keys_are(d, "apple 10 9 zebra");
    rt_shows(removed(&d, "none"), "null");
    rf_release_object(&rt_cx, d);
}
END_TEST

START_TEST(an_int_and_its_text_are_one_key)
{
    rf_dict   *d     = rf_dict_new(&rt_cx, 0);
    rf_string *seven = rt_string("7"), *zero_seven = rt_string("07");

    d = rf_dict_set_int(&rt_cx, d, 7, rf_from_int(1));
    d = rf_dict_set(&rt_cx, d, seven, rf_from_int(2));
    d = rf_dict_set(&rt_cx, d, zero_seven, rf_from_int(3));
    ck_assert_int_eq(rf_dict_len(d), 2);
    ck_assert_int_eq(rf_dict_find_int(d, 7)->as.i, 2);
    ck_assert_int_eq(rf_dict_find(d, seven)->as.i, 2);
    ck_assert_ptr_null(rf_dict_find_int(d, 8));
    ck_assert_int_eq(rf_dict_get(&rt_cx, d, zero_seven)->as.i, 3);
    ck_assert_ptr_null(rf_dict_get_int(&rt_cx, d, -1));
    rt_threw("Missing map key: -1");
    rf_release_object(&rt_cx, zero_seven);
    zero_seven = rt_string("x\"y");
    ck_assert_ptr_null(rf_dict_get(&rt_cx, d, zero_seven));
    rt_threw("Missing map key: \"x\"y\"");
    rf_release_object(&rt_cx, d);
    rf_release_object(&rt_cx, seven);
    rf_release_object(&rt_cx, zero_seven);
}
END_TEST

START_TEST(literals_refuse_other_keys)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);

    d = rf_dict_put(&rt_cx, d, rf_from_int(1), rt_text("one"));
    rt_is(rf_from_object(d), "{\"1\": one}");
    ck_assert_ptr_null(rf_dict_put(&rt_cx, d, rf_from_float(1), rt_text("lost")));
    rt_threw("Dict keys must be strings");
}
END_TEST

START_TEST(counting_keys_need_no_index)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);

    for (int64_t i = 0; i < 1000; i++)
        d = rf_dict_set_int(&rt_cx, d, i, rf_from_int(i * i));
    ck_assert_int_eq(rf_dict_find_int(d, 999)->as.i, 998001);
    ck_assert_ptr_null(rf_dict_find_int(d, 1000));
    d = set(d, "end", rf_null);
    for (int64_t i = 0; i < 1000; i++)
        ck_assert_int_eq(rf_dict_find_int(d, i)->as.i, i * i);
    rf_release_object(&rt_cx, d);
}
END_TEST

START_TEST(equality_ignores_order)
{
    rf_dict *a = set(set(rf_dict_new(&rt_cx, 0), "x", rf_from_int(1)), "y", rf_from_int(2));
    rf_dict *b = set(set(rf_dict_new(&rt_cx, 0), "y", rf_from_float(2)), "x", rf_from_int(1));

    ck_assert(rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    b = set(b, "z", rf_null);
    ck_assert(!rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    rf_release_object(&rt_cx, a);
    rf_release_object(&rt_cx, b);
}
END_TEST

START_TEST(spreads_and_updates_keep_first_places)
{
    rf_dict *a = set(set(rf_dict_new(&rt_cx, 0), "a", rf_from_int(1)), "b", rf_from_int(2));
    rf_dict *b = set(set(rf_dict_new(&rt_cx, 0), "c", rf_from_int(3)), "a", rf_from_int(4));

    a = rf_dict_spread(&rt_cx, a, rf_from_object(b));
    keys_are(a, "a b c");
    rt_is(rf_from_object(a), "{\"a\": 4, \"b\": 2, \"c\": 3}");
    rf_dict_update(&rt_cx, &a, a);
    rf_dict_clear(&rt_cx, &a);
    rt_is(rf_from_object(a), "{}");
    ck_assert_ptr_null(rf_dict_spread(&rt_cx, a, rf_from_int(1)));
    rt_threw("Can only spread dicts");
    rf_release_object(&rt_cx, b);
}
END_TEST

/* ---- random changes of dicts that share their contents, beside lists of pairs that do not */

enum { VARIABLES = 4, KEYS = 60 };

typedef struct model {
    int     len;
    int64_t key[KEYS], value[KEYS];
} model;

static rf_dict *variables[VARIABLES];
static model    models[VARIABLES];

/* Even keys are used as ints or as their texts, odd ones as words. */
static rf_value key_of(int64_t key)
{
    char word[16];

    if (key % 2 == 0 && rt_random(2) == 0)
        return rf_from_int(key);
    snprintf(word, sizeof word, key % 2 == 0 ? "%d" : "w%d", (int)key);
    return rt_text(word);
}

static int find(const model *m, int64_t key)
{
    for (int i = 0; i < m->len; i++) {
        if (m->key[i] == key)
            return i;
    }
    return -1;
}

static void store(int v, int64_t key, int64_t value)
{
    rf_value k  = key_of(key);
    int      at = find(&models[v], key);

    variables[v] =
        rf_dict_set_key(&rt_cx, variables[v], k, rf_from_object(rf_int_to_string(&rt_cx, value)));
    if (at < 0) {
        at                = models[v].len++;
        models[v].key[at] = key;
    }
    models[v].value[at] = value;
    rf_release(&rt_cx, k);
}

static void drop(int v, int64_t key)
{
    model   *m   = &models[v];
    rf_value k   = key_of(key);
    rf_value old = rf_dict_remove_key(&rt_cx, &variables[v], k);
    int      at  = find(m, key);

    ck_assert_int_eq(old.tag == RF_NULL, at < 0);
    rf_release(&rt_cx, old);
    rf_release(&rt_cx, k);
    if (at < 0)
        return;
    m->len--;
    memmove(&m->key[at], &m->key[at + 1], (size_t)(m->len - at) * sizeof m->key[0]);
    memmove(&m->value[at], &m->value[at + 1], (size_t)(m->len - at) * sizeof m->value[0]);
}

static void check_one(int v)
{
    const model *m = &models[v];
    char         text[16];

    ck_assert_int_eq(rf_dict_len(variables[v]), m->len);
    for (int i = 0; i < m->len; i++) {
        rf_string *key = rf_dict_key_at(&rt_cx, variables[v], i);
        rf_value  *value;

        snprintf(text, sizeof text, m->key[i] % 2 == 0 ? "%d" : "w%d", (int)m->key[i]);
        ck_assert_str_eq(key->at, text);
        value = rf_dict_find(variables[v], key);
        ck_assert_ptr_nonnull(value);
        ck_assert_int_eq(strtol(value->as.s->at, NULL, 10), m->value[i]);
        rf_release_object(&rt_cx, key);
    }
}

START_TEST(copies_never_see_each_other)
{
    for (int v = 0; v < VARIABLES; v++) {
        variables[v]  = rf_dict_new(&rt_cx, 0);
        models[v].len = 0;
    }
    for (int step = 0; step < 20000; step++) {
        int      v    = (int)rt_random(VARIABLES);
        int64_t  key  = rt_random(step / 2000 % 2 ? 12 : KEYS);
        uint32_t what = rt_random(20);

        if (what < 11) {
            store(v, key, rt_random(1000));
        } else if (what < 18) {
            drop(v, key);
        } else if (what == 18) {
            int from = (int)rt_random(VARIABLES);

            rf_retain_object(variables[from]);
            rf_release_object(&rt_cx, variables[v]);
            variables[v] = variables[from];
            models[v]    = models[from];
        } else {
            check_one(v);
        }
    }
    for (int v = 0; v < VARIABLES; v++)
        rf_release_object(&rt_cx, variables[v]);
}
END_TEST

START_TEST(taking_from_the_front_stays_right)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);

    for (int64_t i = 0; i < 3000; i++) {
        d = rf_dict_set_int(&rt_cx, d, i * 7, rf_from_int(i));
        if (i >= 10) {
            rf_string *first = rf_dict_key_at(&rt_cx, d, 0);

            ck_assert_int_eq(strtol(first->at, NULL, 10), (i - 10) * 7);
            rf_release(&rt_cx, rf_dict_remove(&rt_cx, &d, first));
            rf_release_object(&rt_cx, first);
        }
    }
    ck_assert_int_eq(rf_dict_len(d), 10);
    rf_release_object(&rt_cx, d);
}
END_TEST

/* Int keys by one rule after another, against an array: an index by key, by hash, and from one to the other. */
enum { SPAN = 4096, CHANGES = 20000 };

static int64_t key_by(int rule, int64_t k)
{
    switch (rule) {
    case 0:
        return k; /* lie close */
    case 1:
        return k * 1000003 - 5; /* far apart, one below 0 */
    case 2:
        return k < SPAN / 2 ? k : k * 1000; /* close at first */
    default:
        return k % 64 ? k : -k; /* some below 0 */
    }
}

static void check_against(const rf_dict *d, const int64_t *expected, int rule)
{
    int64_t len = 0;

    for (int64_t k = 0; k < SPAN; k++) {
        const rf_value *v = rf_dict_find_int(d, key_by(rule, k));

        ck_assert_int_eq(v ? v->as.i : -1, expected[k]);
        ck_assert_int_eq(rf_dict_has_int(d, key_by(rule, k)), expected[k] >= 0);
        len += expected[k] >= 0;
    }
    ck_assert_int_eq(rf_dict_len(d), len);
}

static void change_at_random(int rule, bool with_text)
{
    static int64_t expected[SPAN];
    rf_dict       *d = rf_dict_new(&rt_cx, 0);
    uint32_t       x = 7;

    memset(expected, -1, sizeof expected);
    if (with_text)
        d = set(d, "text", rf_null);
    for (int64_t i = 0; i < CHANGES; i++) {
        int64_t k = (int64_t)(x = x * 1664525 + 1013904223) >> 20;

        if (i % 5 == 4) {
            rf_release(&rt_cx, rf_dict_remove_int(&rt_cx, &d, key_by(rule, k)));
            expected[k] = -1;
        } else {
            if (!with_text || k % 2)
                d = rf_dict_set_int(&rt_cx, d, key_by(rule, k), rf_from_int(i));
            else
                rf_dict_store_int(&rt_cx, d, key_by(rule, k), rf_from_int(i));
            expected[k] = i;
        }
    }
    if (with_text)
        rt_shows(removed(&d, "text"), "null");
    check_against(d, expected, rule);
    rf_release_object(&rt_cx, d);
}

START_TEST(int_keys_are_found_however_they_lie)
{
    change_at_random(_i / 2, _i % 2);
}
END_TEST

/* Short texts have hashes of their own, longer ones share theirs at times. */
START_TEST(texts_differ_by_length_zeros_and_last_byte)
{
    static const struct {
        const char *at;
        int64_t     bytes;
    } texts[] = {{"a", 1},         {"a\0", 2},        {"a\0\0", 3},       {"\0a", 2},
                 {"abcdefgh", 8},  {"abcdefgi", 8},  {"abcdefg", 7},     {"abcdefghi", 9},
                 {"abcdefghj", 9}, {"\xc3\xa9", 2}, {"e\xc3\xa9", 3}, {"abcdefghabcdefgh", 16},
                 {"", 0},          {"\0", 1},        {"abc\0", 4},      {"abcdefgh\0", 9}};
    const int64_t count = (int64_t)(sizeof texts / sizeof texts[0]);
    rf_dict      *d     = rf_dict_new(&rt_cx, 0);

    for (int64_t i = 0; i < count; i++) {
        rf_string *k = rf_string_new(&rt_cx, texts[i].at, texts[i].bytes);

        ck_assert_int_eq(rf_dict_has(d, k), 0);
        d = rf_dict_set(&rt_cx, d, k, rf_from_int(i));
        rf_release_object(&rt_cx, k);
    }
    for (int64_t i = 0; i < count; i++) {
        rf_string *k = rf_string_new(&rt_cx, texts[i].at, texts[i].bytes);

        ck_assert_int_eq(rf_dict_find(d, k)->as.i, i);
        rf_release_object(&rt_cx, k);
    }
    rf_release_object(&rt_cx, d);
}
END_TEST

/* What was found last is looked at first: not when it has gone, or moved. */
START_TEST(the_entry_found_last_may_be_gone)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);

    for (int64_t i = 0; i < 40; i++)
        d = rf_dict_set_int(&rt_cx, d, i * 1000003, rf_from_int(i));
    ck_assert_int_eq(rf_dict_find_int(d, 20 * 1000003)->as.i, 20);
    rf_release(&rt_cx, rf_dict_remove_int(&rt_cx, &d, 20 * 1000003));
    ck_assert_ptr_null(rf_dict_find_int(d, 20 * 1000003));
    ck_assert_int_eq(rf_dict_find_int(d, 39 * 1000003)->as.i, 39);
    rf_release(&rt_cx, rf_dict_remove_int(&rt_cx, &d, 39 * 1000003));
    ck_assert_ptr_null(rf_dict_find_int(d, 39 * 1000003));
    d = set(d, "here", rf_from_int(1));
    ck_assert_int_eq(rf_dict_has_int(d, 0), 1);
    rt_shows(removed(&d, "here"), "1");
    rt_shows(removed(&d, "here"), "null");
    rf_release_object(&rt_cx, d);
}
END_TEST

TCase *rt_dict_tests(void)
{
    TCase *t = tcase_create("rt/dict");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, keys_keep_their_order_and_print_sorted);
    tcase_add_test(t, an_int_and_its_text_are_one_key);
    tcase_add_test(t, literals_refuse_other_keys);
    tcase_add_test(t, counting_keys_need_no_index);
    tcase_add_test(t, equality_ignores_order);
    tcase_add_test(t, spreads_and_updates_keep_first_places);
    tcase_add_test(t, copies_never_see_each_other);
    tcase_add_test(t, taking_from_the_front_stays_right);
    tcase_add_loop_test(t, int_keys_are_found_however_they_lie, 0, 8);
    tcase_add_test(t, texts_differ_by_length_zeros_and_last_byte);
    tcase_add_test(t, the_entry_found_last_may_be_gone);
    return t;
}
