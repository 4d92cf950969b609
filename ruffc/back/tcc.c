/* libtcc: the unit becomes code in this process. The runtime's functions are found in this
   executable, which exports them. */

#include <libtcc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "back/backend.h"
#include "back/features.h"

struct Jit {
    TCCState *tcc;
};

static void on_message(void *self, const char *message)
{
    (void)self;
    if (getenv("RUFFC_KEEP_C"))
        fprintf(stderr, "tcc: %s\n", message);
}

/* RUFFC_TIER_TEST=loopsN (docs/tiers.md). */
static void first_loop(TCCState *s)
{
    const char *test = getenv("RUFFC_TIER_TEST");

    if (test && strncmp(test, "loops", 5) == 0 && test[5])
        tcc_define_symbol(s, "RF_TIER_FIRST", test + 5);
}

static TCCState *new_state(const char *include)
{
    TCCState *s = tcc_new();

    if (!s)
        return NULL;
    tcc_set_error_func(s, NULL, on_message);
    tcc_set_options(s, "-nostdinc -w");
    tcc_set_output_type(s, TCC_OUTPUT_MEMORY);
    tcc_add_include_path(s, include);
    first_loop(s);
    return s;
}

/* libtcc wants the text with a NUL at its end. */
static bool compile(TCCState *s, Text t)
{
    char *source = malloc(t.len + 1);
    bool  ok;

    if (!source)
        return false;
    memcpy(source, t.at, t.len);
    source[t.len] = '\0';
    ok            = tcc_compile_string(s, source) == 0 && tcc_relocate(s, TCC_RELOCATE_AUTO) == 0;
    free(source);
    return ok;
}

Jit *jit_compile(const CUnit *unit)
{
    char      include[4096];
    Jit      *jit;
    TCCState *s;

    keep_c(unit);
    if (!runtime_include_dir(include, sizeof include) || !features_load(unit->features))
        return NULL;
    s   = new_state(include);
    jit = malloc(sizeof *jit);
    if (s && jit && compile(s, unit->text)) {
        jit->tcc = s;
        return jit;
    }
    fprintf(stderr,
            "ruffc: internal fault: libtcc did not take the program; RUFFC_KEEP_C=FILE keeps "
            "the C and shows why\n");
    if (s)
        tcc_delete(s);
    free(jit);
    return NULL;
}

void *jit_symbol(Jit *jit, const char *name)
{
    return tcc_get_symbol(jit->tcc, name);
}

void jit_free(Jit *jit)
{
    tcc_delete(jit->tcc);
    free(jit);
}
