#include "queue.h"

#include <inttypes.h>
#include <stdio.h>

static Queue ch = QUEUE_INIT;

static void *block(void *i)
{
    queue_send(&ch, (int64_t)(intptr_t)i % 7);
    return NULL;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0, x = 0;

    for (int64_t i = 0; i < n; i++) {
        pthread_t t;

        pthread_create(&t, NULL, block, (void *)(intptr_t)i);
        queue_receive(&ch, &x);
        pthread_join(t, NULL);
        sum += x;
    }
    printf("%" PRId64 "\n", sum);
}
