/* Built-in functions on chance. One generator for the whole process (xoshiro256**), seeded by the
   system at first use or by the script; a lock keeps threads apart. */

#include <sys/random.h>

#include "core/lib.h"
#include "core/spin.h"

static struct {
    uint32_t lock;
    bool     seeded;
    uint64_t state[4];
} generator;

/* Bytes from the system; it never fails for so few. */
static void system_bytes(void *out, size_t size)
{
    while (getrandom(out, size, 0) != (ssize_t)size)
        continue;
}

static uint64_t rotated(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

/* The next 64 bits; the lock is held. */
static uint64_t next_bits(void)
{
    uint64_t *s      = generator.state;
    uint64_t  answer = rotated(s[1] * 5, 7) * 9;
    uint64_t  mixed  = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= mixed;
    s[3] = rotated(s[3], 45);
    return answer;
}

static uint64_t random_bits(void)
{
    uint64_t bits;

    rf_spin_lock(&generator.lock);
    if (!generator.seeded) {
        system_bytes(generator.state, sizeof generator.state);
        generator.seeded = true;
    }
    bits = next_bits();
    rf_spin_unlock(&generator.lock);
    return bits;
}

/* 0 … most, all alike: the bits above the highest one of `most` are cut off, what is still larger
   is drawn anew. */
static uint64_t random_below_or(uint64_t most)
{
    uint64_t mask = most == 0 ? 0 : ~(uint64_t)0 >> __builtin_clzll(most);
    uint64_t n;

    do
        n = random_bits() & mask;
    while (n > most);
    return n;
}

rf_value rf_b_random(rf_ctx *cx)
{
    (void)cx;
    return rf_from_float((double)(random_bits() >> 11) * 0x1p-53);
}

rf_value rf_b_random_int(rf_ctx *cx, rf_value a, rf_value b)
{
    int64_t min, max;

    if (!rf_is_number(a) || !rf_is_number(b))
        return RF_REFUSE(cx, "random_int() requires number arguments (min, max)", a, b);
    min = rf_number_int(a);
    max = rf_number_int(b);
    if (min > max) {
        rf_throw(cx, "random_int() requires min <= max, got %lld and %lld", (long long)min,
                 (long long)max);
        return rf_null;
    }
    return rf_from_int((int64_t)((uint64_t)min + random_below_or((uint64_t)max - (uint64_t)min)));
}

rf_value rf_b_random_choice(rf_ctx *cx, rf_value a)
{
    const rf_array *from;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "random_choice requires an array argument", a);
    from = rf_as_array(a);
    if (from->len == 0)
        return rf_from_int(0);
    return rf_array_item(from, (int64_t)random_below_or((uint64_t)from->len - 1));
}

rf_value rf_b_random_id(rf_ctx *cx, rf_value a)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    rf_string        *out;
    int64_t           n;

    if (!rf_is_number(a))
        return RF_REFUSE(cx, "random_id requires a number argument", a);
    n = rf_number_int(a);
    if (n < 0) {
        rf_throw(cx, "random_id length must be >= 0");
        return rf_null;
    }
    if (n == 0)
        return rf_from_object(rf_string_empty());
    out = rf_string_make(cx, n, n);
    for (int64_t i = 0; i < n; i++)
        out->at[i] = letters[random_below_or(sizeof letters - 2)];
    return rf_from_object(out);
}

rf_value rf_b_uuid_v4(rf_ctx *cx)
{
    uint8_t b[16];
    rf_text t;

    system_bytes(b, sizeof b);
    b[6] = (uint8_t)((b[6] & 0x0f) | 0x40); /* version 4 */
    b[8] = (uint8_t)((b[8] & 0x3f) | 0x80); /* the variant of RFC 4122 */
    rf_text_init(&t, cx);
    for (size_t i = 0; i < sizeof b; i++)
        rf_text_format(&t, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", b[i]);
    return rf_from_object(rf_text_take(&t));
}

/* Spreads one number over the state (splitmix64). */
static void seed_from(uint64_t seed)
{
    rf_spin_lock(&generator.lock);
    for (size_t i = 0; i < RF_COUNT_OF(generator.state); i++) {
        uint64_t z = seed += 0x9e3779b97f4a7c15;

        z                  = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z                  = (z ^ z >> 27) * 0x94d049bb133111eb;
        generator.state[i] = z ^ z >> 31;
    }
    generator.seeded = true;
    rf_spin_unlock(&generator.lock);
}

rf_value rf_b_set_random_seed(rf_ctx *cx, rf_value a)
{
    if (!rf_is_number(a))
        return RF_REFUSE(cx, "set_random_seed requires a number argument", a);
    seed_from((uint64_t)rf_number_int(a));
    return rf_null;
}

rf_value rf_b_clear_random_seed(rf_ctx *cx)
{
    (void)cx;
    rf_spin_lock(&generator.lock);
    generator.seeded = false;
    rf_spin_unlock(&generator.lock);
    return rf_null;
}
