/* The one place that runs the passes in order. */

#include "compile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "front/lexer.h"
#include "front/parser.h"
#include "lower/lower.h"
#include "sema/resolve.h"

static bool report(Compiler *c, int *status)
{
    diag_print(&c->diags, c->sources, DIAG_HUMAN, STDERR_FILENO);
    *status = diag_exit_status(&c->diags);
    return c->diags.errors == 0;
}

bool compile_file(Compiler *c, const char *path, CUnit *out, int *status)
{
    const Options *o = &c->options;
    AstModule     *module;
    Program       *program;
    Typed         *typed;
    IrProgram     *ir;
    FileId         file;

    *status = 0;
    if (!source_load(c->sources, (Text){path, strlen(path)}, &file)) {
        fprintf(stderr, "ruffc: cannot read '%s': %s\n", path, strerror(errno));
        *status = 5;
        return false;
    }
    if (o->dump & DUMP_TOKENS)
        tokens_dump(c, file, STDOUT_FILENO);
    module = parse_file(c, file);
    if (c->diags.errors)
        return report(c, status);
    if (o->dump & DUMP_AST)
        ast_dump(c, module, STDOUT_FILENO);
    program = resolve_program(c, module);
    if (c->diags.errors)
        return report(c, status);
    warn_program(c, program);
    report(c, status);
    if (o->dump & DUMP_NAMES)
        names_dump(c, program, STDOUT_FILENO);
    typed = infer_program(c, program);
    ir    = ir_build(c, typed);
    lower_program(ir);
    *out = emit_program(ir);
    if (o->dump & DUMP_C && write(STDOUT_FILENO, out->text.at, out->text.len) < 0)
        return false;
    return o->dump == 0;
}
