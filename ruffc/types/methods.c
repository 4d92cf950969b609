/* Methods of built-in types as the compiler sees them: see core/methods.def. */

#include "types/methods.h"

#include <string.h>

#include "support/text.h"
#include "types/builtins.h"

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
