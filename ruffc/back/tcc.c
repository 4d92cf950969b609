/* libtcc: the unit becomes code in this process. The runtime's functions are found in this executable, which
   exports them. */

#include <libtcc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "back/backend.h"

static void on_message(void *self, const char *message)
{
    (void)self;
    if (getenv("RUFFC_KEEP_C"))
        fprintf(stderr, "tcc: %s\n", message);
}

static int refuse(TCCState *s)
{
    fprintf(stderr, "ruffc: libtcc refused the generated C; this is a fault of ruffc\n");
    tcc_delete(s);
    return 6;
}

int jit_run(const CUnit *unit, int argc, char **argv)
{
    TCCState *s = tcc_new();
    char      include[4096], *source;
    int (*entry)(int, char **);
    const char *keep = getenv("RUFFC_KEEP_C");

    if (!s || !runtime_include_dir(include, sizeof include)) {
        fprintf(stderr, "ruffc: the runtime headers are missing beside this executable\n");
        return 6;
    }
    if (keep) {
        FILE *f = fopen(keep, "w");
        if (f) {
            fwrite(unit->text.at, 1, unit->text.len, f);
            fclose(f);
        }
    }
    tcc_set_error_func(s, NULL, on_message);
    tcc_set_options(s, "-nostdinc -w");
    tcc_set_output_type(s, TCC_OUTPUT_MEMORY);
    tcc_add_include_path(s, include);
    source = malloc(unit->text.len + 1);
    memcpy(source, unit->text.at, unit->text.len);
    source[unit->text.len] = '\0';
    if (tcc_compile_string(s, source) < 0 || tcc_relocate(s, TCC_RELOCATE_AUTO) < 0) {
        free(source);
        return refuse(s);
    }
    free(source);
    entry = (int (*)(int, char **))tcc_get_symbol(s, "main");
    if (!entry)
        return refuse(s);
    return entry(argc, argv);
}
