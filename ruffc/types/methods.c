/* Methods of built-in types as the compiler sees them: see core/methods.def. */

#include "types/methods.h"

#include <string.h>

#include "library/builtins.h"
#include "support/text.h"

static Text word(const char *s)
{
    return (Text){s, strlen(s)};
}

Change method_change(Text name)
{
    static const struct {
        const char *name;
        Change      change;
    } rows[] = {
        {"push", CHANGE_PUSH},     {"append", CHANGE_PUSH},         {"pop", CHANGE_POP},
        {"insert", CHANGE_INSERT}, {"remove", CHANGE_REMOVE},       {"remove_at", CHANGE_REMOVE_AT},
        {"clear", CHANGE_CLEAR},   {"update", CHANGE_UPDATE},       {"add", CHANGE_OTHER},
        {"enqueue", CHANGE_OTHER}, {"dequeue", CHANGE_OTHER},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (text_equal(name, word(rows[i].name)))
            return rows[i].change;
    return CHANGE_NONE;
}

static const struct {
    TypeKind    receiver;
    const char *name, *builtin;
} methods[] = {
#define STRING TY_STRING
#define ARRAY  TY_ARRAY
#define DICT   TY_DICT
#define SET    TY_ANY
#define QUEUE  TY_ANY
#define STACK  TY_ANY
#define BYTES  TY_ANY
#define METHOD(kind, name, builtin) {kind, #name, #builtin},
#include "core/methods.def"
#undef METHOD
};

int method_builtin(TypeKind receiver, Text name)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (methods[i].receiver == receiver && receiver != TY_ANY &&
            text_equal(name, word(methods[i].name)))
            return builtin_find(word(methods[i].builtin));
    return -1;
}

/* ---- by name alone ---- */

typedef struct MethodName {
    TypeKind    receiver;
    const char *name;
} MethodName;

static const MethodName method_names[] = {
#define STRING TY_STRING
#define ARRAY  TY_ARRAY
#define DICT   TY_DICT
#define SET    TY_ANY
#define QUEUE  TY_ANY
#define STACK  TY_ANY
#define BYTES  TY_ANY
#define METHOD(kind, name, builtin)      {kind, #name},
#define OWN_METHOD(kind, name, function) {kind, #name},
#define LAZY_METHOD(name)                {TY_ARRAY, #name},
#include "core/methods.def"
    {TY_ARRAY, "push"},      {TY_ARRAY, "append"}, {TY_ARRAY, "pop"},  {TY_ARRAY, "insert"},
    {TY_ARRAY, "remove"},    {TY_ARRAY, "clear"},  {TY_ARRAY, "remove_at"},
};

bool method_exists(TypeKind receiver, Text name)
{
    for (size_t i = 0; i < COUNT_OF(method_names); i++)
        if (method_names[i].receiver == receiver && text_equal(name, word(method_names[i].name)))
            return true;
    return false;
}

bool method_is_lazy(Text name)
{
    static const char *const lazy[] = {
#define LAZY_METHOD(name) #name,
#define LAZY_END(name)
#include "core/methods.def"
    };

    for (size_t i = 0; i < COUNT_OF(lazy); i++)
        if (text_equal(name, word(lazy[i])))
            return true;
    return false;
}

Text method_similar(TypeKind receiver, Text wanted)
{
    static const struct {
        const char *word, *method;
    } words[] = {
#define WORD(word, method) {word, method},
#include "core/method_words.def"
#undef WORD
    };
    Text   names[COUNT_OF(method_names)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_equal(wanted, word(words[i].word)) &&
            method_exists(receiver, word(words[i].method)))
            return word(words[i].method);
    for (size_t i = 0; i < COUNT_OF(method_names); i++)
        if (method_names[i].receiver == receiver)
            names[count++] = word(method_names[i].name);
    return diag_similar(wanted, names, count);
}

/* ---- candidates for unknown receivers ---- */

static bool is_among(const int *rows, size_t count, int row)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i] == row)
            return true;
    return false;
}

size_t method_candidates(Text name, int *rows, size_t room)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(methods) && count < room; i++) {
        int row =
            text_equal(name, word(methods[i].name)) ? builtin_find(word(methods[i].builtin)) : -1;
        if (row >= 0 && !is_among(rows, count, row))
            rows[count++] = row;
    }
    return count;
}
