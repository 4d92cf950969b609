#ifndef RUFFC_LIBRARY_BUILTINS_H
#define RUFFC_LIBRARY_BUILTINS_H

#include "support/base.h"

typedef enum BuiltinAbi { ABI_FIXED, ABI_VARIADIC, ABI_WAITING, ABI_STARTED } BuiltinAbi;

/** What a call may do besides computing its result. */
enum {
    EFFECT_THROWS  = 1 << 0, /* may leave an error in the context */
    EFFECT_CALLS   = 1 << 1, /* runs a function it is given: takes that function's effects too */
    EFFECT_WAITS   = 1 << 2, /* may wait for another party or for time */
    EFFECT_NETWORK = 1 << 3, /* its failures are values outside `try` (C-60) */
    EFFECT_IO      = 1 << 4,
    EFFECT_PURE    = 1 << 5, /* nothing but its result; equal arguments give equal results */
    EFFECT_NEEDS   = 8       /* from this bit on: the capabilities that it needs */
};

/** One row of runtime/builtins.def. */
typedef struct Builtin {
    const char *name, *symbol, *feature;
    BuiltinAbi  abi;
    const char *result;
    int         least, most;
    uint32_t    effects;
    const char *doc;
} Builtin;

extern const Builtin builtins[];
extern const size_t  builtin_count;

/** Names that are no functions: float constants, and namespaces whose members are built-ins. */
typedef struct BuiltinConstant {
    const char *name;
    double      value; /* meaningless for a namespace */
    bool        is_namespace;
} BuiltinConstant;

/** The row of a function's name; for a constant or namespace builtin_count + its number; else
    -1. */
int builtin_find(Text name);

/** The constant behind a number that builtin_find gave, NULL for a function. */
const BuiltinConstant *builtin_constant(int found);

/** The row for calls with so many arguments, the first of them that literal text, where the function has
    such forms (runtime/builtins.def); else, or when it does not take so many, the row itself. */
int builtin_form(int row, uint32_t count, Text first);

/** Whether the row is such a form: no script can name it. */
bool builtin_is_form(const Builtin *b);

/** The function behind NAMESPACE.member (Promise.all is promise_all), or -1. */
int builtin_member(Text name_space, Text member);

/** The capabilities that a call needs, a bit each. */
static inline uint32_t builtin_needs(const Builtin *b)
{
    return b->effects >> EFFECT_NEEDS;
}

/** Whether a program that mentions the function needs a scheduler: it waits, or answers a promise. */
bool builtin_uses_tasks(const Builtin *b);

/** True when the feature is part of this build: core, task, and what features.def says. */
bool builtin_available(const Builtin *b);

#endif
