/* Images as values: their fields and methods. See image.h. */

#include "std/image/image.h"

#include <math.h>
#include <string.h>

#include "core/heap.h"
#include "core/policy.h"
#include "gen/frame.h"
#include "std/image/change.h"
#include "std/image/codec.h"

static gdImagePtr gd_of(rf_value image)
{
    return ((rf_image *)image.as.o)->gd;
}

/* Another image of the same format; out of memory when GD made none. */
static rf_value changed(rf_ctx *cx, rf_value self, gdImagePtr gd)
{
    rf_string *format = ((rf_image *)self.as.o)->format;

    if (!gd)
        rf_out_of_memory();
    rf_retain_object(format);
    return rf_image_new(cx, gd, format);
}

/* Throws unless the first `count` arguments are numbers. */
static bool are_numbers(rf_ctx *cx, const rf_value *args, uint32_t count, const char *text)
{
    for (uint32_t i = 0; i < count; i++)
        if (!rf_is_number(args[i])) {
            rf_refuse(cx, text, args, count);
            return false;
        }
    return true;
}

/* ---- sizes and places */

static double at_least_1(double d)
{
    return d < 1 ? 1 : round(d);
}

static rf_value call_resize(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    gdImagePtr from = gd_of(self);
    double     width, height;

    if (count < 2)
        return rf_refuse(cx, "resize requires at least width and height arguments", args, count);
    if (!are_numbers(cx, args, 2, "resize requires a numeric width and height"))
        return rf_null;
    width  = trunc(rf_number_float(args[0]));
    height = trunc(rf_number_float(args[1]));
    if (!rf_image_fits(width, height)) {
        rf_throw(cx, "resize width and height must be positive, and their product at most %d", RF_IMAGE_MOST_PIXELS);
        return rf_null;
    }
    if (count > 2) {
        double scale = fmin(width / from->sx, height / from->sy);

        if (!rf_is_string(args[2]) || !rf_string_is(rf_as_string(args[2]), "fit"))
            return rf_refuse(cx, "resize mode must be 'fit'", args, count);
        width  = at_least_1(from->sx * scale);
        height = at_least_1(from->sy * scale);
    }
    return changed(cx, self, rf_image_resized(from, (int)width, (int)height));
}

/* Where a side of the part begins: 0 to `most`. */
static int clamp(double d, int most)
{
    return !(d > 0) ? 0 : d < most ? (int)d : most;
}

static rf_value call_crop(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    static const char text[] = "crop requires x, y, width and height as numbers";
    gdImagePtr        from   = gd_of(self);
    int               x, y, width, height;

    if (count != 4)
        return rf_refuse(cx, text, args, count);
    if (!are_numbers(cx, args, 4, text))
        return rf_null;
    x      = clamp(rf_number_float(args[0]), from->sx);
    y      = clamp(rf_number_float(args[1]), from->sy);
    width  = clamp(rf_number_float(args[2]), from->sx - x);
    height = clamp(rf_number_float(args[3]), from->sy - y);
    if (width > 0 && height > 0)
        return changed(cx, self, rf_image_part(from, x, y, width, height));
    rf_throw(cx, "crop area holds nothing of the image, which is %d by %d", from->sx, from->sy);
    return rf_null;
}

static rf_value call_rotate(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    double angle;

    if (count != 1 || !rf_is_number(args[0]))
        return rf_refuse(cx, "rotate requires an angle as a number", args, count);
    angle = rf_number_float(args[0]);
    if (angle == 90 || angle == 180 || angle == 270)
        return changed(cx, self, rf_image_turned(gd_of(self), (int)angle / 90));
    rf_throw(cx, "rotate only supports 90, 180, or 270 degrees");
    return rf_null;
}

static rf_value call_flip(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    bool upside_down;

    if (count != 1 || !rf_is_string(args[0]))
        return rf_refuse(cx, "flip requires a direction string", args, count);
    upside_down = rf_string_is(rf_as_string(args[0]), "vertical");
    if (upside_down || rf_string_is(rf_as_string(args[0]), "horizontal"))
        return changed(cx, self, rf_image_mirrored(gd_of(self), upside_down));
    rf_throw(cx, "flip direction must be 'horizontal' or 'vertical'");
    return rf_null;
}

/* ---- colours */

static rf_value call_grey(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return changed(cx, self, rf_image_grey(gd_of(self)));
}

static rf_value call_blur(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    if (count != 1 || !rf_is_number(args[0]))
        return rf_refuse(cx, "blur requires a sigma as a number", args, count);
    return changed(cx, self, rf_image_blurred(gd_of(self), rf_number_float(args[0])));
}

static rf_value call_brightness(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    if (count != 1 || !rf_is_number(args[0]))
        return rf_refuse(cx, "adjust_brightness requires a factor as a number", args, count);
    return changed(cx, self, rf_image_brighter(gd_of(self), trunc(rf_number_float(args[0]) * 50)));
}

static rf_value call_contrast(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    if (count != 1 || !rf_is_number(args[0]))
        return rf_refuse(cx, "adjust_contrast requires a factor as a number", args, count);
    return changed(cx, self, rf_image_contrasted(gd_of(self), rf_number_float(args[0])));
}

static rf_value call_save(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    if (!rf_may(cx, RF_CAN_FS_WRITE, "save"))
        return rf_null;
    if (count != 1 || !rf_is_string(args[0]))
        return rf_refuse(cx, "save requires a string path argument", args, count);
    return rf_image_save(cx, self, args[0]);
}

static const rf_method_row rows[] = {
    {"resize", 0, UINT32_MAX, call_resize},
    {"crop", 0, UINT32_MAX, call_crop},
    {"rotate", 0, UINT32_MAX, call_rotate},
    {"flip", 0, UINT32_MAX, call_flip},
    {"to_grayscale", 0, 0, call_grey},
    {"blur", 0, UINT32_MAX, call_blur},
    {"adjust_brightness", 0, UINT32_MAX, call_brightness},
    {"adjust_contrast", 0, UINT32_MAX, call_contrast},
    {"save", 0, UINT32_MAX, call_save},
    {NULL, 0, 0, NULL},
};

/* ---- the kind */

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args, uint32_t count)
{
    return rf_call_row(cx, rows, *place, name, args, count);
}

static rf_value field(rf_ctx *cx, rf_object *o, const rf_string *name)
{
    const rf_image *image = (rf_image *)o;

    (void)cx;
    if (rf_string_is(name, "width"))
        return rf_from_float(image->gd->sx);
    if (rf_string_is(name, "height"))
        return rf_from_float(image->gd->sy);
    return rf_string_is(name, "format") ? rf_copy(rf_from_object(image->format)) : rf_absent;
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_image *image = (rf_image *)o;

    gdImageDestroy(image->gd);
    rf_release_object(cx, image->format);
    rf_object_free(cx, image, sizeof *image);
}

static void share(rf_ctx *cx, rf_object *o)
{
    rf_share(cx, rf_from_object(((rf_image *)o)->format));
}

rf_value rf_image_new(rf_ctx *cx, RF_OWN gdImagePtr gd, RF_OWN rf_string *format)
{
    static const rf_kind kind = {.id        = RF_K_OTHER,
                                 .type_name = "image",
                                 .destroy   = destroy,
                                 .share     = share,
                                 .field     = field,
                                 .method    = method};
    rf_image            *image = rf_object_new(cx, sizeof *image, &kind);

    image->gd     = gd;
    image->format = format;
    return rf_from_object(image);
}
