/* Changed copies of images: see change.h. */

#include "std/image/change.h"

#include <stdint.h>
#include <string.h>

gdImagePtr rf_image_blank(int width, int height)
{
    gdImagePtr to = gdImageCreateTrueColor(width, height);

    if (to) {
        gdImageAlphaBlending(to, 0);
        gdImageSaveAlpha(to, 1);
    }
    return to;
}

/* ---- sizes and places */

/* GD notes the filter in the image, so that a copy of it is scaled. */
gdImagePtr rf_image_resized(gdImagePtr from, int width, int height)
{
    gdImagePtr copy = gdImageClone(from), to = NULL;

    if (copy && gdImageSetInterpolationMethod(copy, GD_LANCZOS3))
        to = gdImageScale(copy, (unsigned)width, (unsigned)height);
    if (copy)
        gdImageDestroy(copy);
    if (to) {
        gdImageAlphaBlending(to, 0);
        gdImageSaveAlpha(to, 1);
    }
    return to;
}

gdImagePtr rf_image_part(gdImagePtr from, int x, int y, int width, int height)
{
    gdImagePtr to = rf_image_blank(width, height);

    for (int row = 0; to && row < height; row++)
        memcpy(to->tpixels[row], from->tpixels[y + row] + x, (size_t)width * sizeof **to->tpixels);
    return to;
}

gdImagePtr rf_image_turned(gdImagePtr from, int quarters)
{
    int        w = from->sx, h = from->sy;
    gdImagePtr to = quarters == 2 ? rf_image_blank(w, h) : rf_image_blank(h, w);

    for (int y = 0; to && y < h; y++) {
        for (int x = 0; x < w; x++) {
            int colour = from->tpixels[y][x];

            if (quarters == 1)
                to->tpixels[x][h - 1 - y] = colour;
            else if (quarters == 2)
                to->tpixels[h - 1 - y][w - 1 - x] = colour;
            else
                to->tpixels[w - 1 - x][y] = colour;
        }
    }
    return to;
}

gdImagePtr rf_image_mirrored(gdImagePtr from, int upside_down)
{
    gdImagePtr to = gdImageClone(from);

    if (to && upside_down)
        gdImageFlipVertical(to);
    else if (to)
        gdImageFlipHorizontal(to);
    return to;
}

/* ---- colours */

/* The parts of a pixel that `table` says, one entry for each value of a part; alpha stays. */
static gdImagePtr mapped(gdImagePtr from, const uint8_t table[256])
{
    gdImagePtr to = rf_image_blank(from->sx, from->sy);

    for (int y = 0; to && y < to->sy; y++) {
        for (int x = 0; x < to->sx; x++) {
            int c = from->tpixels[y][x];

            to->tpixels[y][x] =
                gdTrueColorAlpha(table[gdTrueColorGetRed(c)], table[gdTrueColorGetGreen(c)],
                                 table[gdTrueColorGetBlue(c)], gdTrueColorGetAlpha(c));
        }
    }
    return to;
}

static uint8_t part_of(double d)
{
    return d >= 255 ? 255 : d > 0 ? (uint8_t)d : 0; /* NaN: 0 */
}

gdImagePtr rf_image_brighter(gdImagePtr from, double amount)
{
    uint8_t table[256];

    for (int i = 0; i < 256; i++)
        table[i] = part_of(i + amount);
    return mapped(from, table);
}

gdImagePtr rf_image_contrasted(gdImagePtr from, double percent)
{
    double  factor = (100 + percent) / 100 * ((100 + percent) / 100);
    uint8_t table[256];

    for (int i = 0; i < 256; i++)
        table[i] = part_of(((i / 255.0 - 0.5) * factor + 0.5) * 255 + 0.5);
    return mapped(from, table);
}

gdImagePtr rf_image_grey(gdImagePtr from)
{
    gdImagePtr to = rf_image_blank(from->sx, from->sy);

    for (int y = 0; to && y < to->sy; y++) {
        for (int x = 0; x < to->sx; x++) {
            int c = from->tpixels[y][x];
            int l = (2126 * gdTrueColorGetRed(c) + 7152 * gdTrueColorGetGreen(c) + 722 * gdTrueColorGetBlue(c)) / 10000;

            to->tpixels[y][x] = gdTrueColorAlpha(l, l, l, gdTrueColorGetAlpha(c));
        }
    }
    return to;
}
