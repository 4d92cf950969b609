#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reverse(const char *s, char *out)
{
    size_t length = 0;

    out[0] = '\0';
    for (; *s; s++) {
        memmove(out + 1, out, ++length);
        out[0] = *s;
    }
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, count = 0;
    char    digits[32], reversed[32];

    for (int64_t i = 0; i < n; i++) {
        int length = snprintf(digits, sizeof digits, "%" PRId64, i);

        reverse(digits, reversed);
        if (strcmp(digits, reversed) == 0)
            count += length;
    }
    printf("%" PRId64 "\n", count);
}
