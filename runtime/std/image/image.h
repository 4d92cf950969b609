#ifndef RUFF_STD_IMAGE_IMAGE_H
#define RUFF_STD_IMAGE_IMAGE_H

#include <gd.h>

#include "core/lib.h"

/** An image as scripts hold it: immutable; its methods make other ones. */
typedef struct rf_image {
    rf_object  head;
    gdImagePtr gd;
    rf_string *format;
} rf_image;

/** Takes the image of GD. */
rf_value rf_image_new(rf_ctx *cx, RF_OWN gdImagePtr gd, RF_OWN rf_string *format);
/** image.save(path). */
rf_value rf_image_save(rf_ctx *cx, rf_value self, rf_value path);

#endif
