#ifndef RUFF_STD_IMAGE_CHANGE_H
#define RUFF_STD_IMAGE_CHANGE_H

#include <gd.h>

/* What is made of an image: always another one, owned. The image itself stays as it is, since other threads may
   look at it. NULL: there is not enough memory. */

/** A new image of that size, whose pixels are all for the caller to write. */
gdImagePtr rf_image_blank(int width, int height);

/** Exactly that size, by Lanczos' filter. */
gdImagePtr rf_image_resized(gdImagePtr from, int width, int height);
/** A part, which lies inside. */
gdImagePtr rf_image_part(gdImagePtr from, int x, int y, int width, int height);
/** Turned clockwise, by 1 to 3 right angles. */
gdImagePtr rf_image_turned(gdImagePtr from, int quarters);
gdImagePtr rf_image_mirrored(gdImagePtr from, int upside_down);
/** Grey, weighted as Rec. 709 does. */
gdImagePtr rf_image_grey(gdImagePtr from);
/** blur.c: Gaussian; unchanged unless sigma is above 0. */
gdImagePtr rf_image_blurred(gdImagePtr from, double sigma);
/** So much added to each colour. */
gdImagePtr rf_image_brighter(gdImagePtr from, double amount);
/** Colours moved away from the middle, by the square of (100 + percent) / 100. */
gdImagePtr rf_image_contrasted(gdImagePtr from, double percent);

#endif
