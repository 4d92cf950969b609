/* ssg_render_pages and ssg_build_output_paths: no files. */

#include "core/heap.h"
#include "core/lib.h"
#include "std/ssg/batch.h"
#include "std/ssg/page.h"

bool rf_ssg_strings(rf_value v)
{
    for (int64_t i = 0; rf_is_array(v) && i < rf_as_array(v)->len; i++)
        if (!rf_is_string(rf_array_peek(rf_as_array(v), i)))
            return false;
    return rf_is_array(v);
}

rf_dict *rf_ssg_put(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, RF_OWN rf_value v)
{
    rf_string *k = rf_string_from(cx, key);

    d = rf_dict_set(cx, d, k, v);
    rf_release_object(cx, k);
    return d;
}

static rf_value render(rf_ctx *cx, size_t i, const rf_string *text)
{
    size_t     size = rf_page_size(i, (size_t)text->bytes);
    char      *page = rf_memory_new(cx, size + 1);
    rf_string *s;

    rf_page_write(page, i, text->at, (size_t)text->bytes);
    s = rf_string_new(cx, page, (int64_t)size);
    rf_memory_free(cx, page, size + 1);
    return rf_from_object(s);
}

rf_value rf_b_ssg_render_pages(rf_ctx *cx, rf_value pages)
{
    rf_array *all;
    rf_dict  *d;
    int64_t   sum = 0;

    if (!rf_ssg_strings(pages))
        return RF_REFUSE(cx, "ssg_render_pages() requires an array of strings", pages);
    all = rf_array_new(cx, &rf_values_kind, rf_as_array(pages)->len);
    for (int64_t i = 0; i < rf_as_array(pages)->len; i++) {
        rf_value page = render(cx, (size_t)i, rf_as_string(rf_array_peek(rf_as_array(pages), i)));

        sum += rf_as_string(page)->bytes;
        all = rf_values_push(cx, all, page);
    }
    d = rf_ssg_put(cx, rf_dict_new(cx, 2), "pages", rf_from_object(all));
    return rf_from_object(rf_ssg_put(cx, d, "checksum", rf_from_int(sum)));
}

rf_value rf_b_ssg_build_output_paths(rf_ctx *cx, rf_value folder, rf_value count, rf_value extension)
{
    const char *ext = rf_is_string(extension) ? rf_as_string(extension)->at : ".html";
    rf_array   *all;

    if (!rf_is_string(folder) || !rf_is_number(count) || (extension.tag != RF_ABSENT && !rf_is_string(extension)))
        return RF_REFUSE(cx, "ssg_build_output_paths() requires a folder, a number and an optional extension", folder,
                         count, extension);
    if (rf_number_int(count) < 0)
        return RF_REFUSE(cx, "ssg_build_output_paths() count must be non-negative", count);
    all = rf_array_new(cx, &rf_values_kind, 8);
    for (int64_t i = 0; i < rf_number_int(count); i++) {
        rf_string *path = rf_string_format(cx, "%s/post_%lld%s", rf_as_string(folder)->at, (long long)i, ext);

        all = rf_values_push(cx, all, rf_from_object(path));
    }
    return rf_from_object(all);
}
