/* The stack that a program runs on: large, with a limit that calls test (S-65), and behind it a
   guard that ends the process cleanly where no test stood. */

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/print.h"
#include "core/start.h"

enum {
    GUARD_BYTES   = 64 * 1024,
    RESERVE_BYTES = 256 * 1024, /* below the limit: for the runtime's own functions */
    SIGNAL_BYTES  = 64 * 1024,
    /* of the main program's stack: the most, or fourth parts of it down to the least */
    MOST_MEGABYTES = 256, LEAST_MEGABYTES = 8
};

/* Where this thread's stack ends, for the handler. */
static __thread struct {
    char *low;
    void *signal_stack;
} guarded;

static void on_fault(int number, siginfo_t *info, void *context)
{
    static const char text[] = "Runtime Error: Maximum call stack depth exceeded\n";
    char             *at     = info->si_addr;

    (void)context;
    if (guarded.low && at >= guarded.low - GUARD_BYTES && at < guarded.low + 4096) {
        rf_flush();
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
            _exit(4);
        _exit(4);
    }
    signal(number, SIG_DFL); /* another fault: on return it happens again, undisturbed */
}

char *rf_stack_guard(char *low)
{
    char *before = guarded.low;

    guarded.low = low;
    return before;
}

/* The handler is the process's; setting it twice does no harm. */
static void install_handler(void)
{
    struct sigaction action = {0};

    action.sa_sigaction = on_fault;
    action.sa_flags     = SA_SIGINFO | SA_ONSTACK;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

void rf_stack_limit(rf_ctx *cx, void *low, size_t size)
{
    cx->stack_limit = (char *)low + (size > RESERVE_BYTES * 4 ? RESERVE_BYTES : size / 4);
}

void rf_stack_begin(rf_ctx *cx, void *low, size_t size)
{
    stack_t alternate = {0};

    rf_stack_limit(cx, low, size);
    alternate.ss_sp = malloc(SIGNAL_BYTES);
    if (!alternate.ss_sp)
        rf_out_of_memory();
    alternate.ss_size    = SIGNAL_BYTES;
    guarded.low          = low;
    guarded.signal_stack = alternate.ss_sp;
    if (sigaltstack(&alternate, NULL) == 0)
        install_handler();
}

void rf_stack_end(rf_ctx *cx)
{
    stack_t none = {0};

    cx->stack_limit = NULL;
    none.ss_flags   = SS_DISABLE;
    sigaltstack(&none, NULL);
    free(guarded.signal_stack);
    guarded.low          = NULL;
    guarded.signal_stack = NULL;
}

/* ---- a stack of its own for the main program */

typedef struct large_run {
    rf_ctx *cx;
    void (*work)(void *data);
    void  *data;
    char  *low;
    size_t size;
} large_run;

static void *run(void *data)
{
    large_run *r = data;

    rf_stack_begin(r->cx, r->low, r->size);
    r->work(r->data);
    rf_stack_end(r->cx);
    return NULL;
}

/* With a guard at its low end. */
static char *map(size_t size)
{
    void *at = mmap(NULL, size + GUARD_BYTES, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

    if (at == MAP_FAILED)
        return NULL;
    mprotect(at, GUARD_BYTES, PROT_NONE);
    return (char *)at + GUARD_BYTES;
}

char *rf_stack_map_large(size_t *size)
{
    char *low = NULL;

    for (size_t megabytes = MOST_MEGABYTES; megabytes >= LEAST_MEGABYTES && !low; megabytes /= 4) {
        *size = megabytes << 20;
        low   = map(*size);
    }
    return low;
}

void rf_stack_unmap(char *low, size_t size)
{
    munmap(low - GUARD_BYTES, size + GUARD_BYTES);
}

static bool run_on(large_run *r)
{
    pthread_attr_t attributes;
    pthread_t      thread;
    bool           done = false;

    r->low = rf_stack_map_large(&r->size);
    if (!r->low)
        return false;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, r->low, r->size) == 0 &&
        pthread_create(&thread, &attributes, run, r) == 0) {
        pthread_join(thread, NULL);
        done = true;
    }
    pthread_attr_destroy(&attributes);
    rf_stack_unmap(r->low, r->size);
    return done;
}

/* A process that may have no such stack runs on the one it has: half a megabyte of it, which every
   system gives. */
static void run_here(large_run *r)
{
    r->size = 512 * 1024;
    r->low  = (char *)((uintptr_t)__builtin_frame_address(0) - r->size);
    run(r);
}

void rf_run_on_large_stack(rf_ctx *cx, void (*work)(void *data), void *data)
{
    large_run r = {cx, work, data, NULL, 0};

    if (!run_on(&r))
        run_here(&r);
}
