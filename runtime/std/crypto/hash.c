/* sha256, md5, and the same of files. */

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "io/job.h"
#include "io/reach.h"
#include "std/crypto/crypto.h"

static void digest(const EVP_MD *md, const void *at, size_t bytes, uint8_t *out)
{
    if (EVP_Digest(at, bytes, out, NULL, md, NULL) != 1)
        rf_out_of_memory();
}

void rf_sha256(const void *at, size_t bytes, uint8_t out[RF_SHA256])
{
    digest(EVP_sha256(), at, bytes, out);
}

void rf_random_bytes(void *at, size_t bytes)
{
    /* Fails for more than 256 bytes only, and on a kernel without it. */
    if (getentropy(at, bytes) != 0)
        abort();
}

static rf_value hex(rf_ctx *cx, const uint8_t *at, int size)
{
    static const char digits[] = "0123456789abcdef";
    rf_string        *s        = rf_string_make(cx, 2 * size, 2 * size);

    for (int i = 0; i < size; i++) {
        s->at[2 * i]     = digits[at[i] >> 4];
        s->at[2 * i + 1] = digits[at[i] & 15];
    }
    return rf_from_object(s);
}

static rf_value hash(rf_ctx *cx, rf_value v, const EVP_MD *md, const char *complaint)
{
    const rf_bytes *b = (const rf_bytes *)v.as.o;
    uint8_t         out[EVP_MAX_MD_SIZE];

    if (rf_is_string(v))
        digest(md, rf_as_string(v)->at, (size_t)rf_as_string(v)->bytes, out);
    else if (rf_is(v, RF_K_BYTES))
        digest(md, b->at, (size_t)b->len, out);
    else
        return RF_REFUSE(cx, complaint, v);
    return hex(cx, out, EVP_MD_get_size(md));
}

rf_value rf_b_sha256(rf_ctx *cx, rf_value a)
{
    return hash(cx, a, EVP_sha256(), "sha256 requires a string or bytes argument");
}

rf_value rf_b_md5(rf_ctx *cx, rf_value a)
{
    return hash(cx, a, EVP_md5(), "md5 requires a string or bytes argument");
}

/* ---- files */

typedef struct file_job {
    char         *path;
    const EVP_MD *md;
    int           error; /* of the system; 0: done */
    uint8_t       out[EVP_MAX_MD_SIZE];
} file_job;

static void keep(void *data)
{
    (void)data; /* the path is its own from the start */
}

/* Takes in all that the file holds. */
static int read_all(int file, EVP_MD_CTX *sum)
{
    enum { BLOCK = 1 << 16 };
    char   *block = malloc(BLOCK);
    ssize_t n;

    if (!block)
        return ENOMEM;
    while ((n = read(file, block, BLOCK)) != 0) {
        if (n > 0)
            EVP_DigestUpdate(sum, block, (size_t)n);
        else if (errno != EINTR)
            break;
    }
    free(block);
    return n < 0 ? errno : 0;
}

static void work(void *data)
{
    file_job   *j   = data;
    EVP_MD_CTX *sum = EVP_MD_CTX_new();
    int         file;

    if (!sum || EVP_DigestInit_ex(sum, j->md, NULL) != 1)
        rf_out_of_memory();
    file     = rf_reach_open(j->path, O_RDONLY, 0);
    j->error = file < 0 ? errno : read_all(file, sum);
    if (file >= 0)
        close(file);
    EVP_DigestFinal_ex(sum, j->out, NULL);
    EVP_MD_CTX_free(sum);
}

static rf_value result(rf_ctx *cx, void *data)
{
    file_job *j = data;

    if (j->error == 0)
        return hex(cx, j->out, EVP_MD_get_size(j->md));
    if (rf_is_out_of_reach(j->error))
        rf_throw_out_of_reach(cx, j->error, j->path);
    else
        rf_throw(cx, "Failed to read file '%s': %s (os error %d)", j->path, strerror(j->error), j->error);
    return rf_null;
}

static void drop(void *data)
{
    free(((file_job *)data)->path);
}

static rf_value hash_file(rf_ctx *cx, rf_value path, const EVP_MD *md, const char *complaint)
{
    static const rf_job_type type = {
        .size = sizeof(file_job), .keep = keep, .work = work, .result = result, .drop = drop};
    file_job j = {.md = md};

    if (!rf_is_string(path))
        return RF_REFUSE(cx, complaint, path);
    if (strlen(rf_as_string(path)->at) != (size_t)rf_as_string(path)->bytes) {
        rf_throw(cx, "Failed to read file '%s': file name contained an unexpected NUL byte",
                 rf_as_string(path)->at);
        return rf_null;
    }
    j.path = strdup(rf_as_string(path)->at);
    if (!j.path)
        rf_out_of_memory();
    return rf_job_start(cx, &type, &j);
}

rf_value rf_b_sha256_file(rf_ctx *cx, rf_value a)
{
    return hash_file(cx, a, EVP_sha256(), "sha256_file requires a string path argument");
}

rf_value rf_b_md5_file(rf_ctx *cx, rf_value a)
{
    return hash_file(cx, a, EVP_md5(), "md5_file requires a string path argument");
}
