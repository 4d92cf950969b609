#ifndef RUFF_ABI_H
#define RUFF_ABI_H

/* What emitted C and the runtime agree on. Emitted C is compiled by tcc on every run: nothing here may
   include a libc header under tcc (they cost milliseconds and switch attributes off), and no attribute
   may change a layout. A test compares sizes and offsets between cc and tcc. */

#ifdef __TINYC__
typedef signed char        int8_t;
typedef unsigned char      uint8_t;
typedef signed int         int32_t;
typedef unsigned int       uint32_t;
typedef signed long        int64_t;
typedef unsigned long      uint64_t;
typedef unsigned long      size_t;
typedef unsigned long      uintptr_t;
typedef _Bool              bool;
#define true       1
#define false      0
#define NULL       ((void *)0)
#define INT64_C(n) n##L
#define INT64_MIN  (-9223372036854775807L - 1)
#define INT64_MAX  9223372036854775807L
#define offsetof(type, field) ((size_t)&((type *)0)->field)
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#endif

/** One source for every fast path. cc puts it into the emitted file and inlines it. tcc inlines
    nothing, so it sees a prototype and calls the copy that cc compiled into the runtime
    (core/inline.c defines RF_DEFINE_INLINES). */
#if defined(RF_DEFINE_INLINES)
#define RF_INLINE
#define RF_BODIES 1
#elif defined(__TINYC__)
#define RF_INLINE extern
#define RF_BODIES 0
#else
#define RF_INLINE static inline __attribute__((unused))
#define RF_BODIES 1
#endif

#ifdef __TINYC__
#define RF_COLD
#define RF_NORETURN
#define RF_UNUSED
#define RF_USED
#else
#define RF_COLD     __attribute__((cold, noinline))
#define RF_NORETURN __attribute__((noreturn))
#define RF_UNUSED   __attribute__((unused))
#define RF_USED     __attribute__((used)) /* kept, although nothing names it */
#endif

#define RF_LIKELY(x)   __builtin_expect(!!(x), 1)
#define RF_UNLIKELY(x) __builtin_expect(!!(x), 0)
/** What always holds here: a test of it further on costs nothing. */
#ifdef __TINYC__
#define RF_ASSUME(x)
#else
#define RF_ASSUME(x)                                                                               \
    do {                                                                                           \
        if (!(x))                                                                                  \
            __builtin_unreachable();                                                               \
    } while (0)
#endif

/** Who releases what. Unmarked arguments are borrowed: the callee may look, and retains to keep.
    RF_OWN: the callee takes the caller's count, also when it fails. Results are owned by the caller
    unless marked RF_BORROWED: valid as long as the first object argument is, and unchanged. */
#define RF_OWN
#define RF_BORROWED

typedef struct rf_ctx     rf_ctx;
typedef struct rf_kind    rf_kind;
typedef struct rf_object  rf_object;
typedef struct rf_string  rf_string;
typedef struct rf_array   rf_array;
typedef struct rf_dict    rf_dict;
typedef struct rf_closure rf_closure;
typedef struct rf_function rf_function;
typedef struct rf_cell    rf_cell;
typedef struct rf_error   rf_error;
typedef struct rf_tagged  rf_tagged;
typedef struct rf_frame   rf_frame;
typedef struct rf_text    rf_text; /* core/text.h: text under construction, runtime only */

/** The head of every object on the heap.
    count  0: one owner.  n > 0: n more owners, all in one thread.  n < 0: -n owners in any threads,
           counted atomically.  RF_STATIC_COUNT: never counted, never freed. */
struct rf_object {
    int32_t        count;
    uint32_t       aux; /* the kind's own: a state number, flags */
    const rf_kind *kind;
};

#define RF_STATIC_COUNT (-2147483647 - 1)

enum { RF_NULL, RF_BOOL, RF_INT, RF_FLOAT, RF_OBJECT, RF_ABSENT /* a field or argument that is not there */ };

/** A dynamic value. Both halves are of integer class, so gcc, clang and tcc pass it alike. */
typedef struct rf_value {
    uint64_t tag;
    union {
        int64_t    i; /* RF_INT; RF_BOOL as 0 or 1 */
        double     d;
        rf_object *o;
        rf_string *s;
        rf_array  *a;
    } as;
} rf_value;

/** What the sort of an object is, for switches; arrays have one id whatever their element kind. */
typedef enum rf_kind_id {
    RF_K_STRING, RF_K_ARRAY, RF_K_DICT, RF_K_SET, RF_K_QUEUE, RF_K_STACK, RF_K_BYTES, RF_K_STRUCT,
    RF_K_STRUCTDEF, RF_K_TAGGED, RF_K_RESULT, RF_K_OPTION, RF_K_ERROR, RF_K_FUNCTION, RF_K_GENERATOR,
    RF_K_ITERATOR, RF_K_RANGE, RF_K_PROMISE, RF_K_CHANNEL, RF_K_TASKHANDLE, RF_K_GROUP, RF_K_CELL, RF_K_OTHER
} rf_kind_id;

struct rf_loop; /* ruff/iterate.h */

/** What the runtime must know about a sort of object. Objects point at theirs, so a program links
    only the kinds it makes. */
struct rf_kind {
    rf_kind_id  id;
    const char *type_name;                       /* what type() answers */
    void (*destroy)(rf_ctx *cx, rf_object *o);   /* releases what it holds and gives the memory back */
    void (*share)(rf_ctx *cx, rf_object *o);     /* calls rf_share on what it holds; NULL: holds nothing */
    rf_value (*cross)(rf_ctx *cx, rf_object *o); /* C-1: a copy for another thread if it may hold closures
                                                    or generators; NULL: sharing suffices */
    rf_object *(*copy)(rf_ctx *cx, rf_object *o); /* value kinds: a shallow copy with count 0; NULL: a handle
                                                     or immutable */
    bool (*equal)(rf_ctx *cx, rf_object *a, rf_object *b); /* same kind id; NULL: equal only to itself */
    void (*print)(rf_text *out, rf_object *o);   /* as S-27; NULL: <unknown> */

    /* Handles and iterators. Data kinds leave these NULL: core/ knows what they can do. */
    rf_value (*field)(rf_ctx *cx, rf_object *o, const rf_string *name); /* x.name, owned; RF_ABSENT: no such */
    rf_value (*method)(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                       uint32_t count);          /* x.name(args), owned; RF_ABSENT: no such method */
    bool (*next)(rf_ctx *cx, struct rf_loop *l, rf_value *item); /* one step of a for loop, see rf_loop_next */
    int64_t (*len)(rf_ctx *cx, rf_object *o);    /* len(x) */
    void (*close)(rf_ctx *cx, rf_object *o);     /* a suspended body leaves (C-73), as if o were destroyed */
};

/** One active function, innermost first; only functions from which a `try` can be reached keep one,
    so that a caught error can tell its stack (S-72). */
typedef struct rf_active {
    struct rf_active  *up;
    const rf_function *function;
} rf_active;

/** The first argument of every emitted function. One per thread of execution. */
struct rf_ctx {
    rf_object  *error;       /* thrown and not yet caught: an rf_error */
    char       *stack_limit; /* calls below it throw S-65's error */
    rf_active  *active;
    rf_cell   **globals;     /* globals that spawn blocks or async bodies reach, by number */
    void       *heap;        /* the allocator's free lists of this thread */
    void       *party;       /* task/: who runs here */
    uint32_t    at;          /* RF_AT of the last loop step or method that may wait and does not tell its place */
    const rf_function *here; /* in programs of several files: the function where the present wait stands */
};

#endif
