#include "queue.h"

#include <inttypes.h>
#include <stdio.h>

static Queue   ch = QUEUE_INIT;
static int64_t n;

static void *sender(void *unused)
{
    for (int64_t i = 0; i < n / 4; i++)
        queue_send(&ch, i);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t t[4];
    int64_t   sum = 0, x = 0;

    n = argc > 1 ? atol(argv[1]) : 0;
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, sender, NULL);
    for (int64_t i = 0; i < n; i++) {
        queue_receive(&ch, &x);
        sum += x % 7;
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%" PRId64 "\n", sum);
}
