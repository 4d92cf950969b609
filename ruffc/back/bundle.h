#ifndef RUFFC_BACK_BUNDLE_H
#define RUFFC_BACK_BUNDLE_H

/* Between the files that make a self-contained C file: bundle_files.c chooses the runtime's
   sources, bundle_methods.c the methods, bundle_names.c finds the names that each keeps to itself,
   bundle.c writes the text. */

#include "back/backend.h"
#include "back/ctokens.h"
#include "support/table.h"

/** A set of names. */
typedef struct NameSet {
    Arena *arena;
    Table  table;
} NameSet;

/** Whether the name is in the set. */
bool nameset_has(const NameSet *s, Text name);
/** Adds a name; true when it was not there. The text is borrowed. */
bool nameset_add(NameSet *s, Text name);

/** One C file that goes into the bundle. */
typedef struct Part {
    Text    path; /* core/array.c; empty for the script's own */
    CTokens tokens;
    VEC(Text) privates; /* names at file scope that other files do not see */
    VEC(Text) macros;   /* what it #defines */
} Part;

typedef VEC(Part) Parts;

/** Which rows of the runtime's table of methods a program can use. */
typedef struct MethodRows {
    NameSet named; /* the script's strings */
} MethodRows;

/** A row METHOD(receiver, name, builtin) of the table. Its other rows need nothing of the library.
 */
typedef struct MethodRow {
    Text   name, builtin;
    size_t end; /* position behind its last token */
} MethodRow;

extern const char methods_table[]; /* the table's path */
extern const char methods_user[];  /* the source that makes it an array */

/** Notes the strings of the script's C, given as tokens. */
void methods_init(MethodRows *m, Arena *arena, const CTokens *script);
/** Whether a row begins at that position of the table; fills *row. */
bool method_row(const CTokens *all, size_t at, MethodRow *row);
/** Whether the script has a string that is the row's method name. */
bool method_is_named(const MethodRows *m, const MethodRow *row);

/** The sources of the runtime that the script's C needs, directly or not, by path. */
void bundle_files(Arena *arena, const CTokens *script, const MethodRows *m, Parts *out);

/** Fills `privates` and `macros` from the tokens. */
void bundle_names(Arena *arena, Part *p);

/** Whether the word at `at` names a member of a struct, not a thing of its own. */
bool is_member(const CTokens *all, size_t at);

#endif
