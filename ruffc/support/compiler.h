#ifndef RUFFC_SUPPORT_COMPILER_H
#define RUFFC_SUPPORT_COMPILER_H

#include "support/arena.h"
#include "support/diag.h"
#include "support/intern.h"
#include "support/policy.h"
#include "support/source.h"
#include "support/text.h"
#include "support/vec.h"

/** The stages that can be printed. */
enum {
    DUMP_TOKENS  = 1 << 0,
    DUMP_AST     = 1 << 1,
    DUMP_NAMES   = 1 << 2,
    DUMP_TYPES   = 1 << 3,
    DUMP_EFFECTS = 1 << 4,
    DUMP_IR      = 1 << 5,
    DUMP_LOWERED = 1 << 6,
    DUMP_C       = 1 << 7
};

/** What can be left out, by support/optimisations.def. */
typedef enum Optimisation {
    OPTIMISE_ALWAYS, /* what programs need to be right */
#define OPTIMISATION(id, name, about) OPTIMISE_##id,
#include "support/optimisations.def"
#undef OPTIMISATION
    OPTIMISATION_COUNT
} Optimisation;

/** Which texts --dump asks for and how far to go; parsed by cli/options.c from options.def. */
typedef struct Options {
    uint32_t    dump; /* one bit a stage, DUMP_* */
    const char *stop_after; /* name of a pass, NULL for all */
    int         optimise; /* 0..3 */
    uint64_t    without;  /* one bit an Optimisation: left out */
    bool        verify;   /* check every invariant after every pass */
    bool        lines;    /* emit #line */
    bool        tiers;    /* emit C for two compilers in one run (emit/tier.h) */
    bool        timings;
    Policy      policy;
} Options;

/** Everything one compilation shares. There is no other global state. */
typedef struct Compiler {
    Arena        arena; /* lives until the compilation ends */
    SymbolTable *symbols;
    Sources     *sources;
    Diags        diags;
    Options      options;
    uint32_t     node_count; /* ids given to tree nodes so far, over all files */
    VEC(Text)    missing; /* paths, NUL-terminated, where an import was looked for and is not */
} Compiler;

/** False when the options leave the optimisation out. */
static inline bool optimises(const Compiler *c, Optimisation what)
{
    return !(c->options.without >> what & 1);
}

/** Makes *c ready for a compilation; `o` is copied, NULL for all defaults. *c must not move
    afterwards: its parts point at its arena. */
void compiler_init(Compiler *c, const Options *o);

/** Gives back everything that the compilation holds. */
void compiler_free(Compiler *c);

#endif
