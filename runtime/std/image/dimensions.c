/* Width and height from the head of a file: see codec.h. */

#include <string.h>

#include "std/image/codec.h"

/* Numbers of 2 and 4 bytes; 0 behind the end. */

static uint32_t byte(const rf_head *h, size_t at)
{
    return at < h->size ? h->at[at] : 0;
}

static uint32_t big2(const rf_head *h, size_t at)
{
    return byte(h, at) << 8 | byte(h, at + 1);
}

static uint32_t big4(const rf_head *h, size_t at)
{
    return big2(h, at) << 16 | big2(h, at + 2);
}

static uint32_t little2(const rf_head *h, size_t at)
{
    return byte(h, at) | byte(h, at + 1) << 8;
}

static uint32_t little4(const rf_head *h, size_t at)
{
    return little2(h, at) | little2(h, at + 2) << 16;
}

static bool found(rf_head *h, uint32_t width, uint32_t height)
{
    h->width  = width;
    h->height = height;
    return width > 0 && height > 0;
}

bool rf_png_size(rf_head *h)
{
    return found(h, big4(h, 16), big4(h, 20));
}

/* Goes from marker to marker as far as the one that begins a frame. */
bool rf_jpeg_size(rf_head *h)
{
    size_t at = 2;

    while (at + 9 < h->size) {
        uint32_t marker = h->at[at + 1];

        if (h->at[at] != 0xFF)
            return false;
        if (marker == 0xFF) { /* filler */
            at++;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return found(h, big2(h, at + 7), big2(h, at + 5));
        at += 2 + (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8) ? 0 : big2(h, at + 2));
    }
    return false;
}

static size_t skip_colours(const rf_head *h, size_t at, uint32_t flags)
{
    (void)h;
    return flags & 0x80 ? at + 3 * ((size_t)2 << (flags & 7)) : at;
}

/* The larger of the screen and the first picture on it. */
bool rf_gif_size(rf_head *h)
{
    uint32_t width = little2(h, 6), height = little2(h, 8);
    size_t   at    = skip_colours(h, 13, byte(h, 10));

    while (byte(h, at) == '!') { /* an extension: blocks as far as an empty one */
        at += 2;
        while (byte(h, at) != 0)
            at += byte(h, at) + 1;
        at++;
    }
    if (byte(h, at) != ',')
        return false;
    if (width < little2(h, at + 5))
        width = little2(h, at + 5);
    if (height < little2(h, at + 7))
        height = little2(h, at + 7);
    return found(h, width, height);
}

/* A height below 0 says that the rows go down. */
bool rf_bmp_size(rf_head *h)
{
    int32_t height;

    if (little4(h, 14) == 12)
        return found(h, little2(h, 18), little2(h, 20));
    height = (int32_t)little4(h, 22);
    return found(h, little4(h, 18), height < 0 ? -(uint32_t)height : (uint32_t)height);
}

bool rf_webp_size(rf_head *h)
{
    if (h->size < 30)
        return false;
    if (memcmp(h->at + 12, "VP8X", 4) == 0)
        return found(h, (little4(h, 24) & 0xFFFFFF) + 1, (little4(h, 27) & 0xFFFFFF) + 1);
    if (memcmp(h->at + 12, "VP8 ", 4) == 0)
        return found(h, little2(h, 26) & 0x3FFF, little2(h, 28) & 0x3FFF);
    return found(h, (little4(h, 21) & 0x3FFF) + 1, (little4(h, 21) >> 14 & 0x3FFF) + 1);
}

/* The tags 256 and 257 of the first list; a tag is a number, its type (3: two bytes), a count and a value. */
bool rf_tiff_size(rf_head *h)
{
    bool     big                                    = byte(h, 0) == 'M';
    uint32_t (*number2)(const rf_head *, size_t)    = big ? big2 : little2;
    uint32_t (*number4)(const rf_head *, size_t)    = big ? big4 : little4;
    size_t   list                                   = number4(h, 4);
    uint32_t width = 0, height = 0;

    for (uint32_t i = 0; i < number2(h, list); i++) {
        size_t   tag   = list + 2 + 12 * (size_t)i;
        uint32_t value = number2(h, tag + 2) == 3 ? number2(h, tag + 8) : number4(h, tag + 8);

        if (number2(h, tag) == 256)
            width = value;
        if (number2(h, tag) == 257)
            height = value;
    }
    return found(h, width, height);
}
