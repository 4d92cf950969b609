/* std/base64/base64.c */

#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "lib_eval.h"
#include "std/base64/base64.h"
#include "unit.h"

START_TEST(bytes_become_text)
{
    static const lib_case cases[] = {
        {"encode_base64(\"\")", ""},
        {"encode_base64(\"f\")", "Zg=="},
        {"encode_base64(\"fo\")", "Zm8="},
        {"encode_base64(\"foo\")", "Zm9v"},
        {"encode_base64(\"foob\")", "Zm9vYg=="},
        {"encode_base64(\"fooba\")", "Zm9vYmE="},
        {"encode_base64(\"foobar\")", "Zm9vYmFy"},
        {"encode_base64(bytes([0, 255, 254, 251]))", "AP/++w=="},
        {"len(encode_base64(\"äöü\"))", "8"},
        {"encode_base64(5)", "! encode_base64 requires a bytes or string argument"},
        {"encode_base64()", "! encode_base64 requires a bytes or string argument"},
        {"encode_base64(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(text_becomes_bytes)
{
    static const lib_case cases[] = {
        {"encode_base64(decode_base64(\"Zg==\"))", "Zg=="},
        {"encode_base64(decode_base64(\"Zm8=\"))", "Zm8="},
        {"encode_base64(decode_base64(\"Zm9v\"))", "Zm9v"},
        {"encode_base64(decode_base64(\"AP/++w==\"))", "AP/++w=="},
        {"len(decode_base64(\"\"))", "0"},
        {"len(decode_base64(\"Zm9vYmE=\"))", "5"},
        {"type(decode_base64(\"Zg==\"))", "bytes"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(decoding_is_strict)
{
    static const lib_case cases[] = {
        {"decode_base64(\"Zg\")", "! Base64 decode error: Invalid padding"},
        {"decode_base64(\"Zg=\")", "! Base64 decode error: Invalid padding"},
        {"decode_base64(\"Zm9vYmE\")", "! Base64 decode error: Invalid padding"},
        {"decode_base64(\"Z\")",
         "! Base64 decode error: Encoded text cannot have a 6-bit remainder."},
        {"decode_base64(\"Zm9v\\n\")", "! Base64 decode error: Invalid byte 10, offset 4."},
        {"decode_base64(\"Zm9 \")", "! Base64 decode error: Invalid byte 32, offset 3."},
        {"decode_base64(\"Zm-_\")", "! Base64 decode error: Invalid byte 45, offset 2."},
        {"decode_base64(\"Zg==Zg==\")", "! Base64 decode error: Invalid byte 61, offset 2."},
        {"decode_base64(\"Z===\")", "! Base64 decode error: Invalid byte 61, offset 1."},
        {"decode_base64(\"====\")", "! Base64 decode error: Invalid byte 61, offset 0."},
        {"decode_base64(\"Zm9v====\")", "! Base64 decode error: Invalid byte 61, offset 4."},
        {"decode_base64(\"Zh==\")", "! Base64 decode error: Invalid last symbol 104, offset 1."},
        {"decode_base64(\"Zm9=\")", "! Base64 decode error: Invalid last symbol 57, offset 2."},
        {"decode_base64(\"é===\")",
         "! Base64 decode error: Encoded text cannot have a 6-bit remainder."},
        {"decode_base64(\"é==\")", "! Base64 decode error: Invalid byte 195, offset 0."},
        {"decode_base64(bytes([1]))", "! decode_base64 requires a string argument"},
        {"decode_base64()", "! decode_base64 requires a string argument"},
    };
    LIB_ALL(cases);
}
END_TEST

/* Every length and every byte comes back. */
START_TEST(all_bytes_come_back)
{
    uint8_t in[256];

    for (int i = 0; i < 256; i++)
        in[i] = (uint8_t)(i * 167 + 13);
    for (int64_t len = 0; len <= 256; len++) {
        rf_string *s = rf_base64_encode(&lib_cx, in, len);
        rf_bytes  *b = rf_base64_decode(&lib_cx, s, "x");

        ck_assert_ptr_nonnull(b);
        ck_assert_int_eq(b->len, len);
        ck_assert_int_eq(len > 0 ? memcmp(b->at, in, (size_t)len) : 0, 0);
        rf_release_object(&lib_cx, s);
        rf_release_object(&lib_cx, b);
    }
    ck_assert_int_eq(rf_objects_alive(&lib_cx), 0);
}
END_TEST

TCase *std_base64_tests(void)
{
    TCase *t = tcase_create("std_base64");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, bytes_become_text);
    tcase_add_test(t, text_becomes_bytes);
    tcase_add_test(t, decoding_is_strict);
    tcase_add_test(t, all_bytes_come_back);
    return t;
}
