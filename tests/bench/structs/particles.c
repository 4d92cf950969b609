#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT 1000

typedef struct Particle {
    int64_t x, y, vx, vy;
    double  weight;
    int64_t hits;
} Particle;

static void step(Particle *ps, int64_t count)
{
    for (Particle *p = ps; p < ps + count; p++) {
        p->x += p->vx;
        p->y += p->vy;
        if (p->x < 0 || p->x >= 1000) {
            p->vx = -p->vx;
            p->hits++;
        }
        if (p->y < 0 || p->y >= 1000) {
            p->vy = -p->vy;
            p->hits++;
        }
    }
}

int main(int argc, char **argv)
{
    int64_t   n = argc > 1 ? atol(argv[1]) : 0;
    Particle *ps = malloc(COUNT * sizeof *ps);
    double    sum = 0;

    for (int64_t i = 0; i < COUNT; i++)
        ps[i] = (Particle){i * 7 % 1000, i * 13 % 1000, i % 11 - 5, i % 7 - 3, (double)i * 0.25, 0};
    for (int64_t round = 0; round < n; round++)
        step(ps, COUNT);
    for (int64_t i = 0; i < COUNT; i++)
        sum += (double)(ps[i].x + ps[i].y * 3 + ps[i].hits * 5) * ps[i].weight;
    printf("%" PRId64 "\n", (int64_t)sum);
    free(ps);
}
