/* A thread for each stage, queues between them. */
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define ROOM 64

typedef struct Queue {
    pthread_mutex_t lock;
    pthread_cond_t  filled, emptied;
    int64_t         at[ROOM];
    int             first, count;
    bool            closed;
} Queue;

typedef struct Stage {
    Queue  *source, *target;
    int64_t prime; /* of the first stage: where the numbers end */
} Stage;

static Queue *new_queue(void)
{
    Queue *q = calloc(1, sizeof *q);

    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->filled, NULL);
    pthread_cond_init(&q->emptied, NULL);
    return q;
}

static void send(Queue *q, int64_t x)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == ROOM)
        pthread_cond_wait(&q->emptied, &q->lock);
    q->at[(q->first + q->count++) % ROOM] = x;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

static void close_queue(Queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

/* False when the queue is closed and empty. */
static bool receive(Queue *q, int64_t *x)
{
    bool got;

    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&q->filled, &q->lock);
    got = q->count > 0;
    if (got) {
        *x       = q->at[q->first];
        q->first = (q->first + 1) % ROOM;
        q->count--;
        pthread_cond_signal(&q->emptied);
    }
    pthread_mutex_unlock(&q->lock);
    return got;
}

static void *run_numbers(void *argument)
{
    Stage *s = argument;

    for (int64_t x = 2; x < s->prime; x++)
        send(s->target, x);
    close_queue(s->target);
    free(s);
    return NULL;
}

static void *run_stage(void *argument)
{
    Stage  *s = argument;
    int64_t x;

    while (receive(s->source, &x))
        if (x % s->prime != 0)
            send(s->target, x);
    close_queue(s->target);
    free(s);
    return NULL;
}

static Queue *start(void *(*run)(void *), Queue *source, int64_t prime)
{
    Stage    *s = malloc(sizeof *s);
    Queue    *target = new_queue();
    pthread_t thread;

    *s = (Stage){source, target, prime};
    if (pthread_create(&thread, NULL, run, s) != 0)
        abort();
    pthread_detach(thread);
    return target;
}

int main(int argc, char **argv)
{
    Queue  *source = start(run_numbers, NULL, argc > 1 ? atol(argv[1]) : 0);
    int64_t sum = 0, prime;

    while (receive(source, &prime)) {
        sum += prime;
        source = start(run_stage, source, prime);
    }
    printf("%" PRId64 "\n", sum);
}
