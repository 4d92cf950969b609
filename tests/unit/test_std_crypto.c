/* std/crypto and std/jwt: known answers, and what is refused. */

#include "lib_eval.h"
#include "unit.h"

START_TEST(hashes_are_the_known_ones)
{
    static const lib_case cases[] = {
        {"sha256(\"\")", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"sha256(bytes([97, 98, 99]))",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"md5(\"\")", "d41d8cd98f00b204e9800998ecf8427e"},
        {"md5(5)", "! md5 requires a string or bytes argument"},
        {"sha256(error(\"lost\"))", "! lost"},
        {"sha256_file(5)", "! sha256_file requires a string path argument"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(passwords_are_checked)
{
    static const lib_case cases[] = {
        {"verify_password(\"U*U\", \"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\")",
         "true"},
        {"verify_password(\"U*V\", \"$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\")",
         "false"},
        {"verify_password(\"x\", \"$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\")",
         "! Failed to verify password: it is no bcrypt hash"},
        {"verify_password(\"x\", \"$2b$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\")",
         "! Failed to verify password: it is no bcrypt hash"},
        {"verify_password(\"x\", \"\")", "! Failed to verify password: it is no bcrypt hash"},
        {"verify_password(5, \"\")",
         "! verify_password requires (password_string, hash_string) arguments"},
        {"hash_password(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(boxes_open_with_their_key_only)
{
    static const lib_case cases[] = {
        {"aes_decrypt(aes_encrypt(\"grün\", \"\"), \"\")", "grün"},
        {"len(decode_base64(aes_encrypt(\"\", \"k\")))", "28"},
        {"aes_decrypt(aes_encrypt(\"x\", \"k\"), \"l\")",
         "! AES decryption failed: another key, or not the text that was encrypted"},
        {"aes_decrypt(encode_base64(\"123456789012345\"), \"k\")",
         "! AES decryption failed: the tag is missing"},
        {"aes_decrypt(\"AAAA\", \"k\")", "! Invalid ciphertext: too short"},
        {"aes_decrypt(\"A\", \"k\")",
         "! Invalid base64 ciphertext: Encoded text cannot have a 6-bit remainder."},
        {"aes_decrypt(error(\"lost\"), \"k\")", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(keys_are_checked)
{
    static const lib_case cases[] = {
        {"rsa_generate_keypair(1024)", "! RSA key size must be 2048 or 4096 bits"},
        {"rsa_generate_keypair(\"2048\")", "! rsa_generate_keypair requires an integer key size"},
        {"rsa_encrypt(\"x\", \"\")", "! Invalid RSA public key: no PEM text of one"},
        {"rsa_decrypt(\"eA==\", \"-----BEGIN PRIVATE KEY-----\")",
         "! Invalid RSA private key: no PEM text of one"},
        {"rsa_verify(\"x\", 5, \"\")", "! rsa_verify requires (message_string, signature_string, "
                                     "public_key_string) arguments"},
    };
    LIB_ALL(cases);
}
END_TEST

#define HEAD "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"
/* {"sub":"user-7"} signed with s3cret */
#define GOOD HEAD ".eyJzdWIiOiJ1c2VyLTcifQ.WmT38wOVmK0HC8_8bmOlYun5yTmoUJVCkOPlYEI81ck"
/* {"alg":"none"} */
#define UNSIGNED "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLTcifQ."

START_TEST(tokens_are_checked)
{
    static const lib_case cases[] = {
        {"jwt_decode(\"" GOOD "\", \"s3cret\")", "{\"sub\": user-7}"},
        {"jwt_verify(\"" GOOD "\", \"s3cret\")", "true"},
        {"jwt_verify(\"" GOOD "\", \"other\")", "false"},
        {"jwt_decode(\"" GOOD "\", \"other\")", "! JWT decoding error: InvalidSignature"},
        {"jwt_decode(\"" GOOD "=\", \"s3cret\")", "! JWT decoding error: Invalid byte 33, offset 43."},
        {"jwt_decode(\"" UNSIGNED "\", \"s3cret\")", "! JWT decoding error: InvalidAlgorithm"},
        {"jwt_verify(\"" UNSIGNED "\", \"s3cret\")", "false"},
        {"jwt_decode(\"a.b\", \"k\")", "! JWT decoding error: InvalidToken"},
        {"jwt_decode(\"a.b.c.d\", \"k\")", "! JWT decoding error: InvalidToken"},
        {"jwt_encode([1], \"k\")", "! jwt_encode requires a dictionary payload and secret key string"},
        {"jwt_decode(jwt_encode(parse_json(\"{\\\"b\\\":[1,null],\\\"a\\\":\\\"ä?>\\\"}\"), \"\"), \"\")",
         "{\"a\": ä?>, \"b\": [1, null]}"},
        {"jwt_verify(jwt_encode(parse_json(\"{\\\"exp\\\":\\\"soon\\\"}\"), \"k\"), \"k\")", "false"},
        {"jwt_verify(jwt_encode(parse_json(\"{\\\"exp\\\":1000}\"), \"k\"), \"k\")", "false"},
        {"jwt_verify(5, \"k\")", "! jwt_verify requires token and secret key strings"},
    };
    LIB_ALL(cases);
}
END_TEST

TCase *std_crypto_tests(void)
{
    TCase *t = tcase_create("std_crypto");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, hashes_are_the_known_ones);
    tcase_add_test(t, passwords_are_checked);
    tcase_add_test(t, boxes_open_with_their_key_only);
    tcase_add_test(t, keys_are_checked);
    tcase_add_test(t, tokens_are_checked);
    return t;
}
