/* What a misspelt method, field or key may have meant, and other advice that reports of errors
   give. */

#include "core/advice.h"

#include <string.h>

#include "core/edits.h"
#include "core/error_state.h"
#include "core/lib.h"
#include "core/struct_ops.h"

enum { MOST_KEYS = 64 /* of a dict that are looked at */ };

/* The search for the word that was meant. */
typedef struct search {
    const char *word;
    size_t      len, best_edits;
    char        best[RF_LONGEST_WORD + 1]; /* empty: none so far */
} search;

static search search_for(const char *word)
{
    size_t len = strlen(word);

    return (search){word, len, rf_edits_allowed(len) + 1, ""};
}

static void look_at(search *s, const char *candidate)
{
    size_t len = strlen(candidate), edits;

    if (len > s->len + s->best_edits || s->len > len + s->best_edits)
        return;
    edits = rf_edits(s->word, s->len, candidate, len);
    if (edits > 0 && edits < s->best_edits) {
        s->best_edits = edits;
        memcpy(s->best, candidate, len + 1);
    }
}

/* ---- methods */

typedef struct method_name {
    rf_kind_id  receiver;
    const char *name;
} method_name;

static const method_name methods[] = {
#define METHOD(receiver, name, builtin) {RF_K_##receiver, #name},
#define OWN_METHOD(receiver, name, function) {RF_K_##receiver, #name},
#define LAZY_METHOD(name) {RF_K_ARRAY, #name},
#include "core/methods.def"
    {RF_K_ARRAY, "push"},
    {RF_K_ARRAY, "append"},
    {RF_K_ARRAY, "pop"},
    {RF_K_ARRAY, "insert"},
    {RF_K_ARRAY, "remove"},
    {RF_K_ARRAY, "remove_at"},
    {RF_K_ARRAY, "clear"},
    {RF_K_DICT, "remove"},
    {RF_K_DICT, "clear"},
    {RF_K_DICT, "update"},
    {RF_K_SET, "add"},
    {RF_K_SET, "remove"},
    {RF_K_SET, "clear"},
    {RF_K_QUEUE, "enqueue"},
    {RF_K_QUEUE, "dequeue"},
    {RF_K_QUEUE, "clear"},
    {RF_K_STACK, "push"},
    {RF_K_STACK, "pop"},
    {RF_K_STACK, "clear"},
    {RF_K_CHANNEL, "send"},
    {RF_K_CHANNEL, "receive"},
    {RF_K_CHANNEL, "try_send"},
    {RF_K_CHANNEL, "try_receive"},
    {RF_K_CHANNEL, "send_timeout"},
    {RF_K_CHANNEL, "receive_timeout"},
    {RF_K_CHANNEL, "receive_all"},
    {RF_K_CHANNEL, "close"},
    {RF_K_CHANNEL, "is_closed"},
    {RF_K_CHANNEL, "capacity"},
    {RF_K_PROMISE, "state"},
    {RF_K_PROMISE, "timeout"},
    {RF_K_PROMISE, "cancel"},
    {RF_K_PROMISE, "set_priority"},
    {RF_K_TASKHANDLE, "join"},
    {RF_K_TASKHANDLE, "cancel"},
    {RF_K_GENERATOR, "next"},
    {RF_K_GENERATOR, "send"},
    {RF_K_GENERATOR, "close"},
};

static bool has_method(rf_kind_id receiver, const char *name)
{
    for (size_t i = 0; i < RF_COUNT_OF(methods); i++)
        if (methods[i].receiver == receiver && strcmp(methods[i].name, name) == 0)
            return true;
    return false;
}

/* What another language's word for a method is here. */
static const char *translated(rf_kind_id receiver, const char *word)
{
    static const struct {
        const char *word, *method;
    } words[] = {
#define WORD(word, method) {word, method},
#include "core/method_words.def"
#undef WORD
    };

    for (size_t i = 0; i < RF_COUNT_OF(words); i++)
        if (strcmp(words[i].word, word) == 0 && has_method(receiver, words[i].method))
            return words[i].method;
    return NULL;
}

static void library_candidates(search *s, rf_kind_id receiver)
{
    const char *known = translated(receiver, s->word);

    for (size_t i = 0; !known && i < RF_COUNT_OF(methods); i++)
        if (methods[i].receiver == receiver)
            look_at(s, methods[i].name);
    if (known)
        memcpy(s->best, known, strlen(known) + 1);
}

/* A struct's own methods; a field that holds a function may be meant as well. */
static void struct_candidates(search *s, const rf_struct_type *t)
{
    for (uint32_t i = 0; i < t->method_count; i++)
        look_at(s, t->methods[i].name);
    for (uint32_t i = 0; i < t->field_count; i++)
        look_at(s, t->fields[i].name->at);
}

void rf_advise_method(rf_ctx *cx, rf_value receiver, const char *name)
{
    search      s    = search_for(name);
    const char *type = rf_type_name(receiver);

    if (!rf_wants_advice())
        return;
    if (rf_is(receiver, RF_K_STRUCT)) {
        type = rf_struct_type_of(receiver.as.o)->name;
        struct_candidates(&s, rf_struct_type_of(receiver.as.o));
    } else if (receiver.tag == RF_OBJECT) {
        library_candidates(&s, receiver.as.o->kind->id);
    }
    if (receiver.tag == RF_NULL)
        rf_throw_help(cx, "the value left of .%s is null", name);
    else if (s.best[0])
        rf_throw_help(cx, "a value of type %s has no method `%s`; did you mean `%s`?", type, name,
                      s.best);
    else
        rf_throw_help(cx, "a value of type %s has no method `%s`", type, name);
}

void rf_advise_member(rf_ctx *cx, rf_value x, const char *name)
{
    search s = search_for(name);

    if (!rf_wants_advice())
        return;
    if (x.tag == RF_NULL) {
        rf_throw_help(cx, "the value left of .%s is null", name);
    } else if (rf_is(x, RF_K_PROMISE) && !has_method(RF_K_PROMISE, name)) {
        rf_throw_help(cx, "the value left of .%s is a promise; `await` gives its value", name);
    } else if (x.tag == RF_OBJECT && has_method(x.as.o->kind->id, name)) {
        rf_throw_help(cx, "`%s` is a method: write .%s()", name, name);
    } else if (x.tag == RF_OBJECT) {
        library_candidates(&s, x.as.o->kind->id);
        if (s.best[0])
            rf_throw_help(cx, "did you mean .%s()?", s.best);
    }
}

/* ---- fields and keys */

void rf_advise_field(rf_ctx *cx, const rf_object *o, const char *name)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    search                s;

    if (!rf_wants_advice())
        return;
    if (o->kind->id == RF_K_ERROR) {
        rf_throw_help(cx,
                      "this is the Error \"%.60s\" of line %u, with the fields message, line, stack "
                      "and value",
                      ((const rf_error *)o)->message->at, ((const rf_error *)o)->line);
        return;
    }
    if (o->kind->id != RF_K_STRUCT)
        return;
    s = search_for(name);
    for (uint32_t i = 0; i < t->field_count; i++)
        look_at(&s, t->fields[i].name->at);
    if (s.best[0])
        rf_throw_help(cx, "%s has no field `%s`; did you mean `%s`?", t->name, name, s.best);
}

void rf_advise_key(rf_ctx *cx, const rf_dict *d, const rf_string *key)
{
    search s;

    if (rf_dict_len(d) > MOST_KEYS || !rf_wants_advice())
        return;
    s = search_for(key->at);
    for (int64_t i = 0; i < rf_dict_len(d); i++) {
        rf_string *known = rf_dict_key_at(cx, d, i);

        look_at(&s, known->at);
        rf_release_object(cx, known);
    }
    if (s.best[0])
        rf_throw_help(cx, "there is a key \"%s\"", s.best);
}

/* ---- operands */

static bool is_plus_with_text(rf_value a, const char *op, rf_value b)
{
    return strcmp(op, "+") == 0 && (rf_is_string(a) || rf_is_string(b));
}

void rf_advise_operands(rf_ctx *cx, rf_value a, const char *op, rf_value b)
{
    if (!rf_wants_advice())
        return;
    if (rf_is(a, RF_K_PROMISE) || rf_is(b, RF_K_PROMISE))
        rf_throw_help(cx, "`await` gives the value of a promise");
    else if (is_plus_with_text(a, op, b))
        rf_throw_help(cx, "+ joins strings only; to_string(value) or \"${value}\" makes one");
    else if (strcmp(op, "+") == 0 && rf_is_array(a) && rf_is_array(b))
        rf_throw_help(cx, "[...a, ...b] joins two arrays");
}

/* ---- indexes */

static bool is_lazy(rf_value x)
{
    return rf_is(x, RF_K_GENERATOR) || rf_is(x, RF_K_ITERATOR);
}

static void tell_no_int(rf_ctx *cx, rf_value i)
{
    if (i.tag == RF_FLOAT)
        rf_throw_help(cx, "the index is a float; to_int(index) makes an int of it");
    else
        rf_throw_help(cx, "an index is an int, not %s", rf_type_name(i));
}

void rf_advise_array_index(rf_ctx *cx, rf_value i)
{
    if (rf_wants_advice())
        tell_no_int(cx, i);
}

/* What stands left of the bracket decides first; then the index in it. */
void rf_advise_index(rf_ctx *cx, rf_value x, rf_value i, bool store)
{
    if (!rf_wants_advice())
        return;
    if (is_lazy(x))
        rf_throw_help(cx, "a lazy chain has no elements to index; .collect() makes an array of it");
    else if (rf_is(x, RF_K_PROMISE))
        rf_throw_help(cx, "`await` gives the value of a promise");
    else if (rf_is_string(x) && store)
        rf_throw_help(cx, "a string does not change in place; build a new one, or use an array");
    else if (rf_is(x, RF_K_STRUCT))
        rf_throw_help(cx, "the fields of a struct are named behind a dot");
    else if (rf_is_array(x) || rf_is_string(x))
        tell_no_int(cx, i);
    else if (rf_is(x, RF_K_DICT))
        rf_throw_help(cx, "a key is a string or an int, not %s", rf_type_name(i));
    else
        rf_throw_help(cx, "a value of type %s has no elements", rf_type_name(x));
}

void rf_advise_question(rf_ctx *cx, rf_value v)
{
    if (!rf_wants_advice())
        return;
    if (rf_is(v, RF_K_PROMISE))
        rf_throw_help(cx, "this is a promise: write (await call)?, as `?` comes before `await`");
    else
        rf_throw_help(cx, "the value is of type %s", rf_type_name(v));
}
