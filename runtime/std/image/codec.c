/* Reading and writing files of images with GD: see codec.h. */

#define _GNU_SOURCE /* O_CLOEXEC */

#include "std/image/codec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <tiffio.h>
#include <unistd.h>

#include "core/heap.h"
#include "io/failure.h"
#include "io/reach.h"

/* ---- formats */

typedef struct format {
    const char *name, *other_name; /* as the end of a path */
    const char *begin, *end;       /* how a file begins: with one of the two */
    bool (*size)(rf_head *h);
    gdImagePtr (*read)(int size, void *data);
    void *(*write)(gdImagePtr image, int *size);
} format;

static void *write_jpeg(gdImagePtr image, int *size)
{
    return gdImageJpegPtr(image, size, 75);
}

static void *write_bmp(gdImagePtr image, int *size)
{
    return gdImageBmpPtr(image, size, 0);
}

static void *write_webp(gdImagePtr image, int *size)
{
    return gdImageWebpPtrEx(image, size, gdWebpLossless);
}

static const format formats[] = {
    {"png", "png", "\x89PNG\r\n\x1a\n", "\x89PNG\r\n\x1a\n", rf_png_size, gdImageCreateFromPngPtr, gdImagePngPtr},
    {"jpg", "jpeg", "\xff\xd8\xff", "\xff\xd8\xff", rf_jpeg_size, gdImageCreateFromJpegPtr, write_jpeg},
    {"gif", "gif", "GIF87a", "GIF89a", rf_gif_size, gdImageCreateFromGifPtr, gdImageGifPtr},
    {"bmp", "bmp", "BM", "BM", rf_bmp_size, gdImageCreateFromBmpPtr, write_bmp},
    {"webp", "webp", "RIFF", "RIFF", rf_webp_size, gdImageCreateFromWebpPtr, write_webp},
    {"tiff", "tif", "II*", "MM", rf_tiff_size, gdImageCreateFromTiffPtr, gdImageTiffPtr},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static const format *format_of(const char *data, size_t size)
{
    for (int i = 0; i < FORMATS; i++) {
        const format *f = &formats[i];
        size_t        n = strlen(f->begin);

        if (size >= n && (memcmp(data, f->begin, n) == 0 || memcmp(data, f->end, strlen(f->end)) == 0))
            return f;
    }
    return NULL;
}

const char *rf_extension(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

    return dot && dot > name && dot[1] != '\0' ? dot + 1 : NULL;
}

static const format *format_named(const char *name)
{
    for (int i = 0; i < FORMATS; i++)
        if (strcasecmp(name, formats[i].name) == 0 || strcasecmp(name, formats[i].other_name) == 0)
            return &formats[i];
    return NULL;
}

bool rf_image_fits(double width, double height)
{
    return width >= 1 && height >= 1 && width * height <= RF_IMAGE_MOST_PIXELS;
}

/* ---- reading */

/* The whole file, from malloc; NULL with errno. */
static char *read_all(int file, size_t *size)
{
    size_t  room = 1 << 16;
    char   *data = malloc(room);
    ssize_t n    = 0;

    for (*size = 0; data && *size <= RF_IMAGE_MOST_BYTES; *size += n > 0 ? (size_t)n : 0) {
        if (*size == room) {
            char *grown = realloc(data, room *= 2);
            if (!grown)
                rf_out_of_memory();
            data = grown;
        }
        n = read(file, data + *size, room - *size);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
    }
    if (!data)
        rf_out_of_memory();
    if (n >= 0)
        return data;
    free(data);
    return NULL;
}

static char *load(const char *path, char **data, size_t *size)
{
    int file = rf_reach_open(path, O_RDONLY, 0);

    *data = file < 0 ? NULL : read_all(file, size);
    if (!*data) {
        char *why = rf_system_failure("Cannot load image '%s'", path);
        if (file >= 0)
            close(file);
        return why;
    }
    close(file);
    return *size <= RF_IMAGE_MOST_BYTES
               ? NULL
               : rf_formatted("Cannot load image '%s': it is longer than %d bytes", path, RF_IMAGE_MOST_BYTES);
}

static void say_nothing(int level, const char *text, va_list list)
{
    (void)level, (void)text, (void)list;
}

/* GD and libtiff write what they do not like to the standard error. */
static void silence(void)
{
    gdSetErrorMethod(say_nothing);
    TIFFSetWarningHandler(NULL);
    TIFFSetErrorHandler(NULL);
}

static char *decode(const format *f, char *data, size_t size, gdImagePtr *image)
{
    rf_head head = {.at = (const uint8_t *)data, .size = size};

    if (f->size(&head) && !rf_image_fits(head.width, head.height))
        return rf_formatted("it has more than %d pixels", RF_IMAGE_MOST_PIXELS);
    silence();
    *image = head.width && head.height ? f->read((int)size, data) : NULL;
    if (!*image || !gdImagePaletteToTrueColor(*image))
        return rf_formatted("it is damaged, or of a kind that is not known");
    gdImageAlphaBlending(*image, 0);
    gdImageSaveAlpha(*image, 1);
    return NULL;
}

char *rf_image_read(const char *path, gdImagePtr *image, const char **format_name)
{
    char         *data, *why, *reason;
    size_t        size = 0;
    const format *f;

    *image = NULL;
    why    = load(path, &data, &size);
    if (!why) {
        f      = format_of(data, size);
        reason = f ? decode(f, data, size, image) : rf_formatted("the format of the image could not be determined");
        if (reason)
            why = rf_formatted("Cannot load image '%s': %s", path, reason);
        else
            *format_name = f->name;
        free(reason);
    }
    free(data);
    if (why && *image) {
        gdImageDestroy(*image);
        *image = NULL;
    }
    return why;
}

/* ---- writing */

static bool write_all(int file, const char *at, size_t size)
{
    while (size > 0) {
        ssize_t n = write(file, at, size);

        if (n < 0 && errno != EINTR)
            return false;
        at += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static char *store(const char *path, const char *data, size_t size)
{
    int  file = rf_reach_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    bool good = file >= 0 && write_all(file, data, size);

    if (!good || close(file) != 0)
        return rf_system_failure("Failed to save image");
    return NULL;
}

char *rf_image_write(const char *path, gdImagePtr image)
{
    const char   *name = rf_extension(path);
    const format *f    = name ? format_named(name) : NULL;
    int           size;
    char         *why;
    void         *data;

    if (!name)
        return rf_formatted("Failed to save image: '%s' does not end in the name of a format", path);
    if (!f)
        return rf_formatted("Failed to save image: '%s' is no format that is known", name);
    silence();
    data = f->write(image, &size);
    if (!data)
        return rf_formatted("Failed to save image: it cannot be written as %s", f->name);
    why = store(path, data, (size_t)size);
    gdFree(data);
    return why;
}
