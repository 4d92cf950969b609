#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Counter {
    int64_t (*call)(struct Counter *);
    int64_t count, step;
} Counter;

static int64_t counter_call(Counter *c)
{
    c->count += c->step;
    return c->count;
}

static Counter *make_counter(int64_t step)
{
    Counter *c = malloc(sizeof *c);

    *c = (Counter){counter_call, 0, step};
    return c;
}

__attribute__((noinline)) static int64_t times(int64_t n, Counter *f)
{
    int64_t sum = 0;

    for (int64_t i = 0; i < n; i++)
        sum += f->call(f) % 10;
    return sum;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;

    printf("%" PRId64 "\n", times(n, make_counter(3)) + times(n, make_counter(7)));
}
