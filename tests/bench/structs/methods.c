#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Ball {
    double  x, y, vx, vy;
    int64_t bounces;
} Ball;

static void step(Ball *b, double dt)
{
    b->x += b->vx * dt;
    b->y += b->vy * dt;
    if (b->x < 0.0 || b->x > 1.0) {
        b->vx = -b->vx;
        b->bounces++;
    }
    if (b->y < 0.0 || b->y > 1.0) {
        b->vy = -b->vy;
        b->bounces++;
    }
}

static double energy_of(const Ball *b)
{
    return b->vx * b->vx + b->vy * b->vy;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;
    Ball    ball = {0.5, 0.25, 0.3, 0.7, 0};
    double  energy = 0;

    for (int64_t i = 0; i < n; i++) {
        step(&ball, 0.01);
        energy += energy_of(&ball);
    }
    printf("%" PRId64 " %" PRId64 "\n", ball.bounces, (int64_t)energy);
}
