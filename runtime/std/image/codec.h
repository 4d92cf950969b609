#ifndef RUFF_STD_IMAGE_CODEC_H
#define RUFF_STD_IMAGE_CODEC_H

#include <gd.h>
#include <stdbool.h>
#include <stdint.h>

/* Files of images: their bytes and what GD makes of them. For helpers: no values of the script here. Functions
   that can fail answer why (io/failure.h), or NULL. */

enum {
    RF_IMAGE_MOST_BYTES  = 64 << 20, /* of a file */
    RF_IMAGE_MOST_PIXELS = 64 << 20  /* of an image: four bytes each in memory */
};

/** Whether an image of that size may be made. */
bool rf_image_fits(double width, double height);

/** Reads an image, of whatever format it is by its first bytes: owned, in true colour with alpha. *format is the
    name of its format, for a file whose name tells none. */
char *rf_image_read(const char *path, gdImagePtr *image, const char **format);
/** Writes it in the format that the end of the path names. */
char *rf_image_write(const char *path, gdImagePtr image);

/** What stands behind the last dot of the last part; NULL when there is none. */
const char *rf_extension(const char *path);

/* ---- dimensions.c: the size that the head of a file tells, so that no small file asks for much memory. False
   when it tells none. */

typedef struct rf_head {
    const uint8_t *at;
    size_t         size;
    uint32_t       width, height; /* found */
} rf_head;

bool rf_png_size(rf_head *h);
bool rf_jpeg_size(rf_head *h);
bool rf_gif_size(rf_head *h);
bool rf_bmp_size(rf_head *h);
bool rf_webp_size(rf_head *h);
bool rf_tiff_size(rf_head *h);

#endif
