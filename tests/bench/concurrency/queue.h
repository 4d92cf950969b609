/* An unbounded queue between threads, as one writes it with a mutex and a condition. */
#ifndef BENCH_QUEUE_H
#define BENCH_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct Queue {
    pthread_mutex_t lock;
    pthread_cond_t  filled;
    int64_t        *at;
    size_t          first, count, room;
    bool            closed;
} Queue;

#define QUEUE_INIT {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0, 0, false}

static void queue_grow(Queue *q)
{
    size_t   room = q->room ? q->room * 2 : 64;
    int64_t *at = malloc(room * sizeof *at);

    for (size_t i = 0; i < q->count; i++)
        at[i] = q->at[(q->first + i) % q->room];
    free(q->at);
    q->at = at;
    q->first = 0;
    q->room = room;
}

static void queue_send(Queue *q, int64_t v)
{
    pthread_mutex_lock(&q->lock);
    if (q->count == q->room)
        queue_grow(q);
    q->at[(q->first + q->count++) % q->room] = v;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

static inline void queue_close(Queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

/* False when the queue is closed and empty. */
static bool queue_receive(Queue *q, int64_t *v)
{
    bool got;

    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&q->filled, &q->lock);
    got = q->count > 0;
    if (got) {
        *v = q->at[q->first];
        q->first = (q->first + 1) % q->room;
        q->count--;
    }
    pthread_mutex_unlock(&q->lock);
    return got;
}

#endif
