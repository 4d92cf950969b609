/* Going from one stack to another. On x86-64 in a few instructions, elsewhere by ucontext. Sanitizers
   are told, or they would take the other stack for a wild pointer and its owner for another thread. */

#include "task/fiber.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASAN 1
#endif
#endif
#ifndef ASAN
#define ASAN 0
#endif

#if defined(__SANITIZE_THREAD__)
#define TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TSAN 1
#endif
#endif
#ifndef TSAN
#define TSAN 0
#endif

#if ASAN
#include <sanitizer/common_interface_defs.h>
#endif
#if TSAN
#include <sanitizer/tsan_interface.h>
#endif

/* ---- what sanitizers are told */

static void tell_leaving(rf_fiber *from, rf_fiber *to)
{
#if ASAN
    __sanitizer_start_switch_fiber(&from->fake, to->low, to->size);
#endif
#if TSAN
    if (!from->entry) /* a thread's own: the record may have been another thread's before */
        from->shadow = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(to->shadow, 0);
#endif
    to->from = from;
}

static void tell_arrived(rf_fiber *here)
{
#if ASAN
    const void *low;
    size_t      size;

    __sanitizer_finish_switch_fiber(here->fake, &low, &size);
    here->from->low  = (char *)low;
    here->from->size = size;
#endif
    (void)here;
}

static void begin(rf_fiber *f)
{
    tell_arrived(f);
    f->entry(f->data);
    abort();
}

/* ---- the switch */

#if defined(__x86_64__) && !defined(RF_FIBER_UCONTEXT)

/* What a called function must leave as it was, and the place to go on. */
__asm__(".text\n"
        ".p2align 4\n"
        ".type rf_fiber_jump, @function\n"
        "rf_fiber_jump:\n"
        "    pushq %rbp\n"
        "    pushq %rbx\n"
        "    pushq %r12\n"
        "    pushq %r13\n"
        "    pushq %r14\n"
        "    pushq %r15\n"
        "    movq %rsp, (%rdi)\n"
        "    movq %rsi, %rsp\n"
        "    popq %r15\n"
        "    popq %r14\n"
        "    popq %r13\n"
        "    popq %r12\n"
        "    popq %rbx\n"
        "    popq %rbp\n"
        "    ret\n"
        ".size rf_fiber_jump, . - rf_fiber_jump\n"
        ".type rf_fiber_first, @function\n"
        "rf_fiber_first:\n"
        "    movq %rbx, %rdi\n"
        "    xorl %ebp, %ebp\n"
        "    callq *%r12\n"
        "    ud2\n"
        ".size rf_fiber_first, . - rf_fiber_first\n");

void rf_fiber_jump(void **save, void *sp);
void rf_fiber_first(void);

/* As rf_fiber_jump leaves a stack: six registers and where to return to. */
static void prepare(rf_fiber *f)
{
    char  *top  = (char *)((uintptr_t)(f->low + f->size) & ~(uintptr_t)15);
    void **slot = (void **)(top - 56);

    memset(slot, 0, 56);
    slot[3] = (void *)begin;          /* r12 */
    slot[4] = f;                      /* rbx */
    slot[6] = (void *)rf_fiber_first;
    f->sp   = slot;
}

static void jump(rf_fiber *from, rf_fiber *to)
{
    rf_fiber_jump(&from->sp, to->sp);
}

static void forget(rf_fiber *f)
{
    (void)f;
}

#else

#include <ucontext.h>

#include "core/heap.h"

static ucontext_t *context_of(rf_fiber *f)
{
    if (!f->sp)
        f->sp = calloc(1, sizeof(ucontext_t));
    if (!f->sp)
        rf_out_of_memory();
    return f->sp;
}

static void first(unsigned high, unsigned low)
{
    begin((rf_fiber *)(uintptr_t)((uint64_t)high << 32 | low));
}

static void prepare(rf_fiber *f)
{
    ucontext_t *c = context_of(f);

    getcontext(c);
    c->uc_stack.ss_sp   = f->low;
    c->uc_stack.ss_size = f->size;
    makecontext(c, (void (*)(void))first, 2, (unsigned)((uint64_t)(uintptr_t)f >> 32),
                (unsigned)(uintptr_t)f);
}

static void jump(rf_fiber *from, rf_fiber *to)
{
    swapcontext(context_of(from), to->sp);
}

static void forget(rf_fiber *f)
{
    free(f->sp);
    f->sp = NULL;
}

#endif

void rf_fiber_init(rf_fiber *f, char *low, size_t size, void (*entry)(void *data), void *data)
{
    *f = (rf_fiber){.low = low, .size = size, .entry = entry, .data = data};
    prepare(f);
#if TSAN
    f->shadow = __tsan_create_fiber(0);
#endif
}

void rf_fiber_switch(rf_fiber *from, rf_fiber *to)
{
    tell_leaving(from, to);
    jump(from, to);
    tell_arrived(from);
}

void rf_fiber_end(rf_fiber *f)
{
#if TSAN
    __tsan_destroy_fiber(f->shadow);
#endif
    forget(f);
}
