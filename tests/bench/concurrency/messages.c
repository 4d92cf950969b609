#include "queue.h"

#include <inttypes.h>
#include <stdio.h>

static Queue   ch = QUEUE_INIT;
static int64_t n;

static void *sender(void *unused)
{
    for (int64_t i = 0; i < n; i++)
        queue_send(&ch, i);
    queue_close(&ch);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t t;
    int64_t   sum = 0, x;

    n = argc > 1 ? atol(argv[1]) : 0;
    pthread_create(&t, NULL, sender, NULL);
    while (queue_receive(&ch, &x))
        sum += x % 7;
    pthread_join(t, NULL);
    printf("%" PRId64 "\n", sum);
}
