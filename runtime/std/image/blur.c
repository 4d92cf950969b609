/* Gaussian blur: along the rows, then along the columns. See change.h. */

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "std/image/change.h"

/* The weights of a pixel and of those up to `radius` away on either side; their sum is 1. */
typedef struct kernel {
    int     radius;
    double *weights; /* by distance */
} kernel;

/* Three sigmas hold all but a 400th of the weight. */
static bool make_kernel(kernel *k, double sigma, int most)
{
    double radius = ceil(3 * sigma), sum = 0;

    k->radius  = radius < most ? (int)radius : most;
    k->weights = malloc(((size_t)k->radius + 1) * sizeof *k->weights);
    if (!k->weights)
        return false;
    for (int i = 0; i <= k->radius; i++) {
        k->weights[i] = exp(-((double)i * i) / (2 * sigma * sigma));
        sum += i == 0 ? k->weights[i] : 2 * k->weights[i];
    }
    for (int i = 0; i <= k->radius; i++)
        k->weights[i] /= sum;
    return true;
}

static int inside(int at, int count)
{
    return at < 0 ? 0 : at < count ? at : count - 1;
}

/* The pixel as the weighted sum of those beside it, or of those above and below; the edge goes on for ever. */
static int weighted(const kernel *k, gdImagePtr from, int x, int y, bool upright)
{
    double sums[4] = {0.5, 0.5, 0.5, 0.5};

    for (int i = -k->radius; i <= k->radius; i++) {
        double weight = k->weights[abs(i)];
        int    c = upright ? from->tpixels[inside(y + i, from->sy)][x] : from->tpixels[y][inside(x + i, from->sx)];

        sums[0] += weight * gdTrueColorGetRed(c);
        sums[1] += weight * gdTrueColorGetGreen(c);
        sums[2] += weight * gdTrueColorGetBlue(c);
        sums[3] += weight * gdTrueColorGetAlpha(c);
    }
    return gdTrueColorAlpha((int)sums[0], (int)sums[1], (int)sums[2], (int)sums[3]);
}

static gdImagePtr blurred(const kernel *k, gdImagePtr from, bool upright)
{
    gdImagePtr to = rf_image_blank(from->sx, from->sy);

    for (int y = 0; to && y < to->sy; y++)
        for (int x = 0; x < to->sx; x++)
            to->tpixels[y][x] = weighted(k, from, x, y, upright);
    return to;
}

gdImagePtr rf_image_blurred(gdImagePtr from, double sigma)
{
    gdImagePtr along = NULL, to = NULL;
    kernel     k;

    if (!(sigma > 0))
        return gdImageClone(from);
    if (!make_kernel(&k, sigma, from->sx > from->sy ? from->sx : from->sy))
        return NULL;
    along = blurred(&k, from, false);
    if (along) {
        to = blurred(&k, along, true);
        gdImageDestroy(along);
    }
    free(k.weights);
    return to;
}
