/* Names to numbers: see intern.h. */
#include "support/intern.h"

#include <assert.h>
#include <string.h>

#include "support/table.h"
#include "support/text.h"
#include "support/vec.h"

typedef struct Entry Entry;
struct Entry {
    Text   name;
    Symbol symbol;
    Entry *same_hash; /* the next name whose hash is equal */
};

struct SymbolTable {
    Arena *arena;
    Table  by_hash;
    VEC(Entry *) entries; /* by symbol - 1 */
};

SymbolTable *symbols_new(Arena *a)
{
    SymbolTable *t = ARENA_NEW(a, SymbolTable);

    t->arena         = a;
    t->by_hash.arena = a;
    return t;
}

static Text copy_with_nul(Arena *a, Text name)
{
    char *copy = ARENA_ARRAY(a, char, name.len + 1);

    if (name.len)
        memcpy(copy, name.at, name.len);
    return (Text){copy, name.len};
}

Symbol symbol_of(SymbolTable *t, Text name)
{
    uint64_t hash  = table_hash(name);
    Entry   *first = table_get(&t->by_hash, hash);
    Entry   *entry;

    for (entry = first; entry; entry = entry->same_hash) {
        if (text_equal(entry->name, name))
            return entry->symbol;
    }
    entry  = ARENA_NEW(t->arena, Entry);
    *entry = (Entry){copy_with_nul(t->arena, name), (Symbol)(t->entries.len + 1), first};
    vec_push(t->arena, &t->entries, entry);
    table_set(&t->by_hash, hash, entry);
    return entry->symbol;
}

Text symbol_text(const SymbolTable *t, Symbol s)
{
    assert(s <= t->entries.len);
    return s ? t->entries.at[s - 1]->name : TEXT("");
}
