#ifndef RUFFC_SEMA_MODULES_H
#define RUFFC_SEMA_MODULES_H

#include "sema/names.h"

/** One import statement and what it leads to. */
typedef struct ImportEdge {
    Node   *node;
    Module *from;
    Import *import;
    bool    deferred; /* stands in a function: runs later, or never */
} ImportEdge;

typedef VEC(ImportEdge) ImportEdgeList;
typedef VEC(Module *) ModuleList;

/** What following the imports of a program gives. */
typedef struct ModuleGraph {
    ImportEdgeList edges;
    ModuleList     ready; /* each after the modules that its top level imports */
} ModuleGraph;

/** Loads and parses the modules that `main` imports, directly or not, into p->modules. Missing
    files and cycles become Import::failure; syntax errors of a module are reported. */
ModuleGraph modules_load(Compiler *c, Program *p, AstModule *main);

/** The file that an ND_IMPORT names, searched in `root` and in the folders of RUFF_PATH (S-80): its
    path in *path, the folder where it was found in *found_root. False when there is none, or only
    one that a link leads out of its folder. */
bool module_find(Compiler *c, Text root, const Node *import, Text *path, Text *found_root);

#endif
