/* Table: see table.h. Open addressing; at most half of the slots are taken. */
#include "support/table.h"

enum { FIRST_ROOM = 16 };

/* Spreads keys that differ only in a few bits, as dense ids do. */
static uint64_t mix(uint64_t key)
{
    key ^= key >> 33;
    key *= UINT64_C(0xFF51AFD7ED558CCD);
    key ^= key >> 33;
    return key;
}

/* The slot that holds `key`, or the free one where it would go. */
static TableSlot *find(const Table *t, uint64_t key)
{
    size_t at = (size_t)mix(key) & (t->room - 1);

    while (t->slots[at].value && t->slots[at].key != key)
        at = (at + 1) & (t->room - 1);
    return &t->slots[at];
}

static void grow(Table *t)
{
    Table wider = {t->arena, NULL, t->room ? t->room * 2 : FIRST_ROOM, t->count};

    wider.slots = ARENA_ARRAY(t->arena, TableSlot, wider.room);
    for (size_t i = 0; i < t->room; i++) {
        if (t->slots[i].value)
            *find(&wider, t->slots[i].key) = t->slots[i];
    }
    *t = wider;
}

void *table_get(const Table *t, uint64_t key)
{
    return t->room ? find(t, key)->value : NULL;
}

void table_set(Table *t, uint64_t key, void *value)
{
    TableSlot *slot;

    if (t->count * 2 >= t->room)
        grow(t);
    slot = find(t, key);
    if (!slot->value)
        t->count++;
    slot->key   = key;
    slot->value = value;
}

uint64_t table_hash(Text t)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < t.len; i++)
        hash = (hash ^ (unsigned char)t.at[i]) * UINT64_C(0x100000001B3);
    return hash;
}
