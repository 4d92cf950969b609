/* Hashes, seeded once per process so that nobody can prepare colliding keys, and hashes of whole
   values for sets. */

#include <math.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "core/collections.h"
#include "core/holds.h"
#include "core/string_ops.h"
#include "ruff/error.h"
#include "ruff/struct.h"
#include "ruff/tagged.h"

uint64_t rf_hash_seed = 1;

/* Before the program begins: what hashes may look at the seed without asking whether there is one. */
__attribute__((constructor)) static void draw_seed(void)
{
    uint64_t fresh = 0;

    if (getrandom(&fresh, sizeof fresh, GRND_NONBLOCK) != (ssize_t)sizeof fresh)
        fresh = (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u;
    rf_hash_seed = fresh | 1;
}

/* Folds the full product of two words: every bit of the input reaches every bit of the result. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load_8(const unsigned char *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

static uint64_t load_4(const unsigned char *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

/* Up to 8 bytes as a word, each in its place. */
static uint64_t load(const unsigned char *p, size_t bytes)
{
    uint64_t word = 0;

    if (bytes >= 8)
        return load_8(p);
    if (bytes >= 4)
        return load_4(p) | load_4(p + bytes - 4) << (bytes - 4) * 8;
    while (bytes-- > 0)
        word = word << 8 | p[bytes];
    return word;
}

/* ASCII text of up to 8 bytes is 56 bits and a length: as many texts as hashes, each step below can be undone.
   The lowest bit says so and stays what it is. */
static uint64_t exact_hash(uint64_t word, size_t bytes)
{
    uint64_t h = word;

    h = (h & UINT64_C(0x007f007f007f007f)) | (h & UINT64_C(0x7f007f007f007f00)) >> 1;
    h = (h & UINT64_C(0x00003fff00003fff)) | (h & UINT64_C(0x3fff00003fff0000)) >> 2;
    h = (h & UINT64_C(0x000000000fffffff)) | (h & UINT64_C(0x0fffffff00000000)) >> 4;
    h = ((h | (uint64_t)bytes << 56) << 1 ^ (rf_hash_seed & ~UINT64_C(1))) | 1;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    h ^= (h >> 32) & ~UINT64_C(1);
    h *= rf_hash_seed | 1;
    return h ^ ((h >> 29) & ~UINT64_C(1));
}

uint64_t rf_bytes_hash(const void *at, size_t bytes)
{
    const unsigned char *p = at;
    uint64_t             h;
    size_t               left;

    if (bytes <= 8) {
        uint64_t word = load(p, bytes);

        if ((word & UINT64_C(0x8080808080808080)) == 0)
            return exact_hash(word, bytes);
    }
    h = rf_hash_seed ^ bytes * UINT64_C(0xd6e8feb86659fd93);
    for (left = bytes; left > 8; left -= 8, p += 8)
        h = fold(h ^ load_8(p), UINT64_C(0xa0761d6478bd642f));
    h = fold(h ^ load(p, left), UINT64_C(0xe7037ed1a0b428db));
    h = fold(h, UINT64_C(0x8ebc6af09c88c6e3)) & ~UINT64_C(1);
    return h ? h : 2;
}

uint64_t rf_string_hash_first(const rf_string *s)
{
    uint64_t h = rf_bytes_hash(s->at, (size_t)s->bytes);

    __atomic_store_n((uint64_t *)&s->hash, h, __ATOMIC_RELAXED);
    return h;
}

/* ---- values */

/* Floats below 2 are equal within a tolerance (S-9): all of them get one hash here. Sets spread
   their own elements better, see set.c. */
static uint64_t number_hash(double d)
{
    uint64_t bits;

    if (!(fabs(d) >= 2))
        return 1;
    memcpy(&bits, &d, sizeof bits);
    return rf_word_hash(bits);
}

typedef struct digest {
    rf_ctx  *cx;
    uint64_t sum;
    bool     ordered;
} digest;

static void see_item(void *data, rf_value v)
{
    digest  *g = data;
    uint64_t h = rf_value_hash(g->cx, v);

    g->sum = g->ordered ? fold(g->sum ^ h, UINT64_C(0xa0761d6478bd642f)) : g->sum + h;
}

static uint64_t held_hash(rf_ctx *cx, const rf_object *o, bool ordered)
{
    digest g = {cx, (uint64_t)o->kind->id + 2, ordered};

    rf_each_held(o, see_item, &g);
    return g.sum;
}

static uint64_t variant_hash(const rf_variant *v)
{
    return rf_bytes_hash(v->name, strlen(v->name));
}

static uint64_t object_hash(rf_ctx *cx, rf_object *o)
{
    switch (o->kind->id) {
    case RF_K_STRING:
        return rf_string_hash((rf_string *)o);
    case RF_K_BYTES:
        return rf_bytes_hash(((rf_bytes *)o)->at, (size_t)((rf_bytes *)o)->len);
    case RF_K_ERROR:
        return rf_string_hash(((rf_error *)o)->message);
    case RF_K_ARRAY:
    case RF_K_QUEUE:
    case RF_K_STACK:
        return held_hash(cx, o, true);
    case RF_K_DICT: /* the order of entries does not matter */
    case RF_K_SET:
    case RF_K_STRUCT:
        return held_hash(cx, o, false);
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
        return held_hash(cx, o, true) ^ variant_hash(((rf_tagged *)o)->variant);
    case RF_K_STRUCTDEF:
    case RF_K_FUNCTION:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_CELL:
    case RF_K_OTHER:
        return o->kind->equal ? (uint64_t)o->kind->id : rf_word_hash((uint64_t)(uintptr_t)o);
    }
    return 0;
}

uint64_t rf_value_hash(rf_ctx *cx, rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
        return v.as.i ? 5 : 6;
    case RF_INT:
        return number_hash((double)v.as.i);
    case RF_FLOAT:
        return number_hash(v.as.d);
    case RF_OBJECT:
        return object_hash(cx, v.as.o);
    default:
        return 7;
    }
}
