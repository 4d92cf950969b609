#ifndef RUFFC_SUPPORT_INTERN_H
#define RUFFC_SUPPORT_INTERN_H

#include "support/arena.h"

/** An interned name. Two names are the same text exactly when their Symbols are equal; 0 is no
    name. */
typedef uint32_t Symbol;

typedef struct SymbolTable SymbolTable;

/** An empty table; it and every name live as long as the arena. */
SymbolTable *symbols_new(Arena *a);

/** The symbol of a name; `name` is copied when it is new. */
Symbol symbol_of(SymbolTable *t, Text name);

/** The name of a symbol, followed by a NUL that is not counted; empty for 0. Borrowed. */
Text symbol_text(const SymbolTable *t, Symbol s);

#endif
