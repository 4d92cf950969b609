#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT 5

typedef struct Body {
    double x, y, z, vx, vy, vz, mass;
} Body;

static void advance(Body *bodies, double dt)
{
    for (int i = 0; i < COUNT; i++) {
        Body *a = &bodies[i];

        for (int j = i + 1; j < COUNT; j++) {
            Body  *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double distance = dx * dx + dy * dy + dz * dz, pull = dt / (distance * sqrt(distance));

            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < COUNT; i++) {
        bodies[i].x += dt * bodies[i].vx;
        bodies[i].y += dt * bodies[i].vy;
        bodies[i].z += dt * bodies[i].vz;
    }
}

static double energy(const Body *bodies)
{
    double sum = 0;

    for (int i = 0; i < COUNT; i++) {
        const Body *a = &bodies[i];

        sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < COUNT; j++) {
            double dx = a->x - bodies[j].x, dy = a->y - bodies[j].y, dz = a->z - bodies[j].z;

            sum -= a->mass * bodies[j].mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;
    Body    bodies[COUNT] = {
        {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0},
        {5.0, -1.0, -0.1, 0.6, 2.8, -0.02, 0.04},
        {8.0, 4.0, -0.4, -1.0, 1.8, 0.008, 0.01},
        {13.0, -15.0, -0.2, 1.1, 0.9, -0.01, 0.002},
        {15.0, -26.0, 0.2, 1.0, 0.6, -0.03, 0.002},
    };

    for (int64_t i = 0; i < n; i++)
        advance(bodies, 0.001);
    printf("%" PRId64 "\n", (int64_t)(energy(bodies) * 1000000000));
}
