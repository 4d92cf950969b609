/* Argument vector to command. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "back/backend.h"
#include "compile.h"

int main(int argc, char **argv)
{
    Options  o = {.verify = getenv("RUFFC_VERIFY") != NULL};
    Compiler c;
    CUnit    unit;
    int      status = 0, i = 2;
    const char *file = NULL, *output = NULL;
    CcOptions cc = {.cc = "cc", .optimise = 3};

    if (argc < 3)
        return 2;
    for (; i < argc; i++) {
        if (strcmp(argv[i], "--dump") == 0) {
            const char *s = argv[++i];
            o.dump |= strcmp(s, "ast") == 0 ? DUMP_AST : strcmp(s, "names") == 0 ? DUMP_NAMES : strcmp(s, "ir") == 0 ? DUMP_IR : strcmp(s, "lowered") == 0 ? DUMP_LOWERED : DUMP_C;
        } else if (strcmp(argv[i], "-o") == 0)
            output = argv[++i];
        else if (strncmp(argv[i], "-O", 2) == 0)
            cc.optimise = argv[i][2] - '0';
        else if (!file) {
            file = argv[i];
            if (strcmp(argv[1], "run") == 0)
                break;
        }
    }
    compiler_init(&c, &o);
    if (!compile_file(&c, file, &unit, &status))
        return status;
    if (strcmp(argv[1], "run") == 0)
        return jit_run(&unit, argc - i, argv + i);
    if (strcmp(argv[1], "build") == 0)
        return cc_build(&unit, &cc, output ? output : "a.out") ? 0 : 6;
    fwrite(unit.text.at, 1, unit.text.len, stdout);
    return 0;
}
