#include "queue.h"

#include <inttypes.h>
#include <stdio.h>

static Queue there = QUEUE_INIT, back = QUEUE_INIT;

static void *echo(void *unused)
{
    int64_t x;

    while (queue_receive(&there, &x))
        queue_send(&back, x + 1);
    return unused;
}

int main(int argc, char **argv)
{
    int64_t   n = argc > 1 ? atol(argv[1]) : 0, x = 0;
    pthread_t t;

    pthread_create(&t, NULL, echo, NULL);
    for (int64_t i = 0; i < n; i++) {
        queue_send(&there, x);
        queue_receive(&back, &x);
    }
    queue_close(&there);
    pthread_join(t, NULL);
    printf("%" PRId64 "\n", x);
}
