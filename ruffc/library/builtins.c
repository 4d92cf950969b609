/* The table of built-ins as the compiler sees it: see runtime/builtins.def. */

#include "library/builtins.h"

#include <string.h>

#include "support/text.h"
#include "library/features.h"

#define THROWS  EFFECT_THROWS
#define CALLS   EFFECT_CALLS
#define WAITS   EFFECT_WAITS
#define NETWORK EFFECT_NETWORK
#define IO      EFFECT_IO
#define PURE    EFFECT_PURE

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
