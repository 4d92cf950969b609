/* The ordered hash table: see table.h. */

#include "core/table.h"

#include <string.h>

#include "core/heap.h"
#include "core/string_ops.h"

enum { LINEAR_MOST = 8 /* up to this many entries are searched one by one */ };

static uint64_t entry_hash(const rf_entry *e)
{
    return e->key ? e->number : rf_word_hash(e->number);
}

/* The home of a hash comes from its lower half, what a slot keeps of it from the upper one. The lowest bits
   tell of what sort a string's hash is. */
static inline uint64_t home_of(const rf_table *t, uint64_t hash)
{
    return (hash >> 8) & t->mask;
}

static inline uint32_t tag_of(const rf_table *t, uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~(uint32_t)t->mask;
}

/* Of a slot: the position of its entry. 0 is an empty slot. */
static inline int64_t position_of(const rf_table *t, uint32_t slot)
{
    return (int64_t)(slot & (uint32_t)t->mask) - 1;
}

static bool is_gone(const rf_entry *e)
{
    return e->value.tag == RF_GONE;
}

void rf_table_init(rf_ctx *cx, rf_table *t, int64_t room)
{
    memset(t, 0, sizeof *t);
    t->dense = true;
    if (room > 0) {
        t->room = (int64_t)(rf_memory_room((size_t)room * sizeof(rf_entry)) / sizeof(rf_entry));
        t->at   = rf_memory_new(cx, (size_t)t->room * sizeof(rf_entry));
    }
}

static void drop_index(rf_ctx *cx, rf_table *t)
{
    if (t->slots) {
        rf_memory_free(cx, t->slots, (size_t)(t->mask + 1) * sizeof *t->slots);
        t->slots  = NULL;
        t->mask   = 0;
        t->direct = false;
    }
}

void rf_table_end(rf_ctx *cx, rf_table *t)
{
    int64_t i;

    for (i = 0; i < t->used; i++) {
        if (is_gone(&t->at[i]))
            continue;
        rf_release_object(cx, t->at[i].key);
        rf_release(cx, t->at[i].value);
    }
    drop_index(cx, t);
    rf_memory_free(cx, t->at, (size_t)t->room * sizeof(rf_entry));
}

static void index_add(rf_table *t, const rf_entry *e, int64_t position)
{
    uint64_t hash, i;

    if (t->direct) {
        t->slots[e->number] = (uint32_t)(position + 1);
        return;
    }
    hash = entry_hash(e);
    for (i = home_of(t, hash); t->slots[i] != 0; i = (i + 1) & t->mask)
        ;
    t->slots[i] = tag_of(t, hash) | (uint32_t)(position + 1);
}

/* How many slots the index gets: at least a third of them stay free when the table is full. It is direct
   where twice as many suffice for the greatest key. */
static uint64_t slots_for(rf_table *t)
{
    uint64_t slots = 16;

    while (slots < (uint64_t)t->room + (uint64_t)t->room / 2)
        slots *= 2;
    t->direct = t->most < slots * 2;
    return t->direct && t->most >= slots ? slots * 2 : slots;
}

static void build_index(rf_ctx *cx, rf_table *t)
{
    uint64_t slots;
    int64_t  i;

    drop_index(cx, t);
    slots    = slots_for(t);
    t->slots = rf_memory_new(cx, slots * sizeof *t->slots);
    t->mask  = slots - 1;
    memset(t->slots, 0, slots * sizeof *t->slots);
    for (i = 0; i < t->used; i++) {
        if (!is_gone(&t->at[i]))
            index_add(t, &t->at[i], i);
    }
}

/* Closes the gaps. The index, if any, is wrong afterwards. */
static void compact(rf_table *t)
{
    int64_t from, to = 0;

    for (from = 0; from < t->used; from++) {
        if (!is_gone(&t->at[from]))
            t->at[to++] = t->at[from];
    }
    t->used   = to;
    t->cursor = 0;
}

static void grow(rf_ctx *cx, rf_table *t)
{
    size_t old_bytes = (size_t)t->room * sizeof(rf_entry);

    if (t->used - t->len > t->used / 4) {
        compact(t);
    } else {
        size_t bytes = rf_memory_room((size_t)(t->room < 4 ? 4 : t->room * 2) * sizeof(rf_entry));

        t->at   = rf_memory_grow(cx, t->at, old_bytes, bytes);
        t->room = (int64_t)(bytes / sizeof(rf_entry));
        if (t->used != t->len)
            compact(t);
    }
    if (t->slots)
        build_index(cx, t);
}

rf_entry *rf_table_add(rf_ctx *cx, rf_table *t, RF_OWN rf_string *key, uint64_t number)
{
    rf_entry *e;

    if (RF_UNLIKELY(t->used == t->room))
        grow(cx, t);
    if (t->dense && (key || number != (uint64_t)t->used))
        t->dense = false;
    if (RF_UNLIKELY(key || number > t->most))
        t->most = key ? RF_NOT_INTS : number;
    if (t->slots ? t->direct && t->most > t->mask : !t->dense && t->used >= LINEAR_MOST)
        build_index(cx, t);
    e         = &t->at[t->used];
    e->key    = key;
    e->number = number;
    e->value  = rf_absent;
    if (t->slots)
        index_add(t, e, t->used);
    t->used++;
    t->len++;
    return e;
}

void rf_table_copy(rf_ctx *cx, rf_table *t, const rf_table *from)
{
    int64_t i;

    rf_table_init(cx, t, from->len);
    for (i = 0; i < from->used; i++) {
        const rf_entry *e = &from->at[i];

        if (is_gone(e))
            continue;
        rf_retain_object(e->key);
        rf_retain(e->value);
        t->at[t->used++] = *e;
    }
    t->len   = from->len;
    t->dense = from->dense;
    t->most  = from->most;
    if (from->slots && t->len > LINEAR_MOST)
        build_index(cx, t);
}

/* Whether this is the entry of a text. A hash that is exact need not be looked behind. */
static inline bool has_text(const rf_entry *e, const rf_string *key, uint64_t hash)
{
    return e->key == key || (e->number == hash && e->key &&
                             (rf_hash_is_exact(hash) || rf_string_equal(e->key, key)));
}

static int64_t find_linear_text(const rf_table *t, const rf_string *key)
{
    uint64_t hash;
    int64_t  i;

    for (i = 0; i < t->used; i++) {
        if (t->at[i].key == key)
            return i;
    }
    hash = rf_string_hash(key);
    for (i = 0; i < t->used; i++) {
        if (has_text(&t->at[i], key, hash))
            return i;
    }
    return -1;
}

/* Keys whose hash is theirs alone: nothing else is looked at. */
static int64_t find_exact(const rf_table *t, uint64_t hash)
{
    uint64_t i, mask = t->mask;
    uint32_t slot, tag = tag_of(t, hash), low = (uint32_t)mask;

    for (i = home_of(t, hash); (slot = t->slots[i]) != 0; i = (i + 1) & mask) {
        const rf_entry *e = &t->at[(slot & low) - 1];

        if ((slot & ~low) == tag && e->number == hash && e->key)
            return (int64_t)(slot & low) - 1;
    }
    return -1;
}

static int64_t find_long(const rf_table *t, const rf_string *key, uint64_t hash)
{
    uint64_t i;
    uint32_t slot, tag = tag_of(t, hash), low = (uint32_t)t->mask;

    for (i = home_of(t, hash); (slot = t->slots[i]) != 0; i = (i + 1) & t->mask) {
        if ((slot & ~low) == tag && has_text(&t->at[position_of(t, slot)], key, hash))
            return position_of(t, slot);
    }
    return -1;
}

int64_t rf_table_find_text(const rf_table *t, const rf_string *key)
{
    uint64_t hash;

    if (t->dense || t->direct)
        return -1;
    if (!t->slots)
        return find_linear_text(t, key);
    hash = rf_string_hash(key);
    return rf_hash_is_exact(hash) ? find_exact(t, hash) : find_long(t, key, hash);
}

static int64_t find_linear_int(const rf_table *t, int64_t key)
{
    int64_t i;

    for (i = 0; i < t->used; i++) {
        if (t->at[i].number == (uint64_t)key && !t->at[i].key && !is_gone(&t->at[i]))
            return i;
    }
    return -1;
}

int64_t rf_table_find_int(const rf_table *t, int64_t key)
{
    uint64_t hash, i;
    uint32_t slot, tag, low = (uint32_t)t->mask;

    if (t->dense)
        return (uint64_t)key < (uint64_t)t->used ? key : -1;
    if (t->direct)
        return (uint64_t)key <= t->mask ? (int64_t)t->slots[key] - 1 : -1;
    if (!t->slots)
        return find_linear_int(t, key);
    hash = rf_word_hash((uint64_t)key);
    tag  = tag_of(t, hash);
    for (i = home_of(t, hash); (slot = t->slots[i]) != 0; i = (i + 1) & t->mask) {
        const rf_entry *e = &t->at[position_of(t, slot)];

        if ((slot & ~low) == tag && e->number == (uint64_t)key && !e->key)
            return position_of(t, slot);
    }
    return -1;
}

int64_t rf_table_candidate(const rf_table *t, uint64_t number, uint64_t *step)
{
    uint64_t hash;
    uint32_t slot;

    if (!t->slots) {
        while (*step < (uint64_t)t->used) {
            const rf_entry *e = &t->at[(*step)++];

            if (e->number == number && !is_gone(e))
                return (int64_t)*step - 1;
        }
        return -1;
    }
    hash = rf_word_hash(number);
    while ((slot = t->slots[(home_of(t, hash) + *step) & t->mask]) != 0) {
        (*step)++;
        if (t->at[position_of(t, slot)].number == number)
            return position_of(t, slot);
    }
    return -1;
}

/* Empties the slot of an entry. The slots behind it move up where that brings them closer to their
   home, so that no search ends too early. */
static void index_remove(rf_table *t, const rf_entry *e, int64_t position)
{
    uint64_t hole, i;

    if (t->direct) {
        t->slots[e->number] = 0;
        return;
    }
    hole = home_of(t, entry_hash(e));
    while (position_of(t, t->slots[hole]) != position)
        hole = (hole + 1) & t->mask;
    for (i = (hole + 1) & t->mask; t->slots[i] != 0; i = (i + 1) & t->mask) {
        uint64_t home = home_of(t, entry_hash(&t->at[position_of(t, t->slots[i])]));

        if (((i - home) & t->mask) >= ((i - hole) & t->mask)) {
            t->slots[hole] = t->slots[i];
            hole           = i;
        }
    }
    t->slots[hole] = 0;
}

/* A run of gone entries at the end goes for good: their numbers may be given again. */
static void trim(rf_table *t)
{
    while (t->used > 0 && is_gone(&t->at[t->used - 1]))
        t->used--;
}

rf_value rf_table_remove(rf_ctx *cx, rf_table *t, int64_t position)
{
    rf_entry *e     = &t->at[position];
    rf_value  value = e->value;

    if (t->slots)
        index_remove(t, e, position);
    if (t->dense && position != t->used - 1)
        t->dense = false;
    rf_release_object(cx, e->key);
    e->key       = NULL;
    e->value.tag = RF_GONE;
    t->len--;
    trim(t);
    t->cursor = 0;
    if (t->used > 32 && t->len < t->used / 2) {
        compact(t);
        if (t->slots)
            build_index(cx, t);
    } else if (!t->dense && !t->slots && t->used > LINEAR_MOST) {
        build_index(cx, t);
    }
    return value;
}

int64_t rf_table_next(const rf_table *t, int64_t at)
{
    while (at < t->used && is_gone(&t->at[at]))
        at++;
    return at < t->used ? at : -1;
}

int64_t rf_table_position(const rf_table *t, int64_t n)
{
    uint64_t cursor;
    int64_t  ordinal, position;

    if (t->len == t->used)
        return n;
    cursor   = __atomic_load_n(&t->cursor, __ATOMIC_RELAXED);
    ordinal  = (int64_t)(cursor >> 32);
    position = (int64_t)(cursor & UINT64_C(0xffffffff));
    if (ordinal > n)
        ordinal = position = 0;
    position = rf_table_next(t, position);
    while (ordinal < n) {
        position = rf_table_next(t, position + 1);
        ordinal++;
    }
    __atomic_store_n((uint64_t *)&t->cursor, (uint64_t)n << 32 | (uint64_t)position,
                     __ATOMIC_RELAXED);
    return position;
}
