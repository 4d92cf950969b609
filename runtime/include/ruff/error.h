#ifndef RUFF_ERROR_H
#define RUFF_ERROR_H

#include "ruff/closure.h"

/** A place in a script in one word: what emitted code notes before it leaves through an error. */
#define RF_AT(line, column) ((uint32_t)(line) << 8 | ((column) > 255 ? 255 : (column)))

/** A function that an error left, or several calls of it in a row that were left at one place. */
typedef struct rf_left {
    const rf_function *function; /* NULL: calls that are not told one by one */
    uint32_t           at;       /* RF_AT where it was left; 0 unknown */
    uint32_t           times : 31;
    uint32_t           awaited : 1; /* a task ended here: what follows are those who awaited it */
} rf_left;

/** Most errors are caught after so few functions. */
enum { RF_LEFT_FIRST = 4 };

/** A caught or made Error (S-72). Immutable once it has been caught. */
struct rf_error {
    rf_object   head;
    rf_string  *message;
    rf_value    value;  /* what was thrown; null for run-time errors */
    rf_value    cause;  /* RF_ABSENT: there is none */
    const char *file;   /* of the place, NULL while unknown */
    uint32_t    line, column;
    uint32_t    depth, room; /* of stack */
    rf_left    *stack;  /* the functions left so far, innermost first; with the ones that were active
                           above once it is caught; `first`, or memory of its own */
    const rf_function *too_deep; /* whose call had no room (S-65): the message tells the depth */
    rf_string  *help;   /* advice for the report; NULL for none */
    uint32_t    at;     /* where the function that holds the handler was left */
    uint32_t    told;   /* how many entries e.stack tells: those of its own task; 0: all */
    bool        caught; /* the stack is complete */
    bool        goes_on; /* but for the functions of who awaited it (C-80), which are being left */
    bool        hard;   /* no failure that may become a value (C-60): thrown everywhere */
    rf_left     first[RF_LEFT_FIRST];
};
extern const rf_kind rf_error_kind;

/** Throws a run-time error with a text made as printf does. */
RF_COLD void rf_throw(rf_ctx *cx, const char *format, ...);
/** throw(v): an Error passes unchanged (S-74), else makes one (S-72). */
RF_COLD void rf_throw_value(rf_ctx *cx, RF_OWN rf_value v);
/** The same for what an awaited task failed with: the report goes on with the functions of who awaits it. */
RF_COLD void rf_throw_awaited(rf_ctx *cx, RF_OWN rf_value v);
RF_COLD void rf_throw_undefined(rf_ctx *cx, const char *name);
/** "Cannot reassign immutable let binding: x" and its like; S-51. */
RF_COLD void rf_throw_immutable(rf_ctx *cx, const char *action, const char *sort, const char *name);
/** "Invalid binary operation: LEFT op RIGHT"; throws an Error operand instead (C-61). */
RF_COLD void rf_throw_operands(rf_ctx *cx, rf_value a, const char *op, rf_value b);
/** "Maximum call stack depth of N exceeded while calling NAME". */
RF_COLD void rf_throw_depth(rf_ctx *cx, const rf_function *f);

/** Called once a frame on the way out with the place of the failing operation: the innermost call gives
    the error its place, each one adds the function's name to its stack. */
RF_COLD void rf_unwind(rf_ctx *cx, const rf_function *f, uint32_t at);
/** Gives the pending error its place without leaving a function: a handler in the same function. */
RF_COLD void rf_unwind_here(rf_ctx *cx, const rf_function *f, uint32_t at);

/** Takes the pending error, as `except` does: completes its stack from cx->active. `f` is the function
    that holds the handler. Owned. */
rf_error *rf_catch(rf_ctx *cx, const rf_function *f);
/** The pending error as a value instead (C-60), with its place filled in. */
rf_value rf_catch_value(rf_ctx *cx, const rf_function *f, uint32_t at);
/** Puts a caught error back on its way. */
void rf_rethrow(rf_ctx *cx, RF_OWN rf_error *e);

/** e.message and e.line of a caught error. */
RF_INLINE rf_string *rf_error_message(rf_value e);
RF_INLINE int64_t    rf_error_line(rf_value e);

/** True when v is an Error; then it is thrown (C-61: a failure is never lost). Borrows v. */
RF_INLINE bool rf_throw_if_error(rf_ctx *cx, rf_value v);
bool rf_throw_if_failure(rf_ctx *cx, rf_value v);
#if RF_BODIES
RF_INLINE rf_string *rf_error_message(rf_value e)
{
    rf_string *message = ((rf_error *)e.as.o)->message;

    rf_retain_object(message);
    return message;
}

RF_INLINE int64_t rf_error_line(rf_value e)
{
    return ((rf_error *)e.as.o)->line;
}

RF_INLINE bool rf_throw_if_error(rf_ctx *cx, rf_value v)
{
    return RF_UNLIKELY(v.tag == RF_OBJECT) && rf_throw_if_failure(cx, v);
}
#endif

/** error(message): makes one without throwing. */
rf_value rf_error_make(rf_ctx *cx, rf_value message);

/** Reports an uncaught error on stderr (S-76), standard output flushed first. */
void rf_report(rf_ctx *cx, const rf_error *e);

/** The text of a file of the script; lines that no error can name may be empty in it. */
typedef struct rf_source {
    const char *file; /* as in rf_function; NULL ends the list */
    const char *text;
} rf_source;
/** From now on reports show the lines that they name. The list is borrowed for good. */
void rf_sources_use(const rf_source *list);

#define RF_FAILED(cx) RF_UNLIKELY((cx)->error != NULL)
/** Nobody calls a function while an error is on its way: where this one is inlined, what it does not
    touch needs no test behind it. */
#define RF_NO_ERROR(cx) RF_ASSUME((cx)->error == NULL)
#define RF_STACK_LOW(cx) RF_UNLIKELY((char *)__builtin_frame_address(0) < (cx)->stack_limit)

#endif
