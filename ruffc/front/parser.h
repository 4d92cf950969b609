#ifndef RUFFC_FRONT_PARSER_H
#define RUFFC_FRONT_PARSER_H

#include "front/ast.h"

/** Builds the tree of one file (reference/syntax.md). Never fails outright: after an error it
    resumes at the next statement, so that one run reports every mistake; `c->diags.errors` tells
    whether the tree may be used. Node ids go on from `c->node_count`. */
AstModule *parse_file(Compiler *c, FileId file);

#endif
