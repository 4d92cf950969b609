/* The compiler's passes follow trees, and trees can be deep: they run on a thread whose stack is
   large address space, which the system backs with memory only where it is touched. */

#include <pthread.h>

#include "cli/command.h"

typedef struct Call {
    void (*work)(void *data);
    void *data;
} Call;

static void *start(void *data)
{
    Call *call = data;

    call->work(call->data);
    return NULL;
}

static bool try_size(size_t size, Call *call)
{
    pthread_attr_t attributes;
    pthread_t      thread;
    bool           started;

    pthread_attr_init(&attributes);
    started = pthread_attr_setstacksize(&attributes, size) == 0 &&
              pthread_create(&thread, &attributes, start, call) == 0;
    pthread_attr_destroy(&attributes);
    if (started)
        pthread_join(thread, NULL);
    return started;
}

void on_big_stack(void (*work)(void *data), void *data)
{
    Call call = {work, data};

    for (size_t megabytes = 512; megabytes >= 8; megabytes /= 4)
        if (try_size(megabytes << 20, &call))
            return;
    work(data);
}
