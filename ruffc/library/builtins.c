/* The table of built-ins as the compiler sees it: see runtime/builtins.def. */

#include "library/builtins.h"

#include <string.h>

#include "support/text.h"
#include "library/features.h"
#include "support/policy.h"

#define THROWS  EFFECT_THROWS
#define CALLS   EFFECT_CALLS
#define WAITS   EFFECT_WAITS
#define NETWORK EFFECT_NETWORK
#define IO      EFFECT_IO
#define PURE    EFFECT_PURE

enum {
#define CAPABILITY(id, name, word, paths, about) id = 1 << (EFFECT_NEEDS + NTH_##id),
#include "capabilities.def"
#undef CAPABILITY
};

const Builtin builtins[] = {
#define BUILTIN(name, symbol, feature, abi, result, least, most, effects, doc) \
    {name, #symbol, #feature, ABI_##abi, result, least, most, effects, doc},
#include "builtins.def"
#undef BUILTIN
};
const size_t builtin_count = COUNT_OF(builtins);

static const BuiltinConstant constants[] = {
    {"PI", 3.14159265358979323846, false},
    {"E", 2.71828182845904523536, false},
    {"Promise", 0, true},
};

static const struct {
    const char *name_space, *member, *function;
} members[] = {
    {"Promise", "all", "promise_all"},         {"Promise", "race", "promise_race"},
    {"Promise", "any", "promise_any"},         {"Promise", "all_settled", "promise_all_settled"},
    {"Promise", "resolve", "promise_resolve"}, {"Promise", "reject", "promise_reject"},
};

static bool is_text(const char *s, Text t)
{
    return strlen(s) == t.len && memcmp(s, t.at, t.len) == 0;
}

int builtin_find(Text name)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (is_text(builtins[i].name, name))
            return (int)i;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (is_text(constants[i].name, name))
            return (int)(builtin_count + i);
    return -1;
}

const BuiltinConstant *builtin_constant(int found)
{
    return found >= (int)builtin_count ? &constants[(size_t)found - builtin_count] : NULL;
}

bool builtin_is_form(const Builtin *b)
{
    return strchr(b->name, ' ') != NULL;
}

/* Whether the row is the form of `of` for that text. */
static bool is_form(const Builtin *b, const Builtin *of, Text text)
{
    size_t len = strlen(of->name);

    return builtin_is_form(b) && strncmp(b->name, of->name, len) == 0 && b->name[len] == ' ' &&
           is_text(b->name + len + 1, text);
}

int builtin_form(int row, uint32_t count, Text first)
{
    int other = row;

    if ((int)count < builtins[row].least || (int)count > builtins[row].most)
        return row;
    for (size_t i = 0; i < builtin_count; i++) {
        if (is_form(&builtins[i], &builtins[row], first))
            return (int)i;
        if (is_form(&builtins[i], &builtins[row], TEXT("else")))
            other = (int)i;
    }
    return other;
}

int builtin_member(Text name_space, Text member)
{
    for (size_t i = 0; i < COUNT_OF(members); i++)
        if (is_text(members[i].name_space, name_space) && is_text(members[i].member, member))
            return builtin_find((Text){members[i].function, strlen(members[i].function)});
    return -1;
}

bool builtin_uses_tasks(const Builtin *b)
{
    return strcmp(b->feature, "task") == 0 || b->abi == ABI_STARTED ||
           (b->effects & EFFECT_WAITS) != 0 || strcmp(b->result, "promise") == 0;
}

bool builtin_available(const Builtin *b)
{
    if (is_text(b->feature, TEXT("core")) || is_text(b->feature, TEXT("task")))
        return true;
    for (size_t k = 0; k < feature_count; k++)
        if (strcmp(features[k].name, b->feature) == 0)
            return features[k].built;
    return false;
}
