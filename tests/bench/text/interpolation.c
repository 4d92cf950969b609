#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    static const char *const names[5] = {"Ada", "Grace", "Alan", "Edsger", "Barbara"};
    int64_t                  n = argc > 1 ? atol(argv[1]) : 0, check = 0;
    char                     line[128];

    for (int64_t i = 0; i < n; i++) {
        int length = snprintf(line, sizeof line, "%s has %" PRId64 " points, %" PRId64 " more than %s", names[i % 5], i,
                              i * 7 % 100, names[i % 3]);

        check = (check * 31 + length) % 1000003;
        if (line[length / 2] == 'i')
            check++;
    }
    printf("%" PRId64 "\n", check);
}
