#ifndef RUFF_CORE_START_H
#define RUFF_CORE_START_H

#include "ruff/start.h"

/* What rf_start_plain and rf_start_tasks share. */

/** Remembers the arguments of the program for args(). */
void rf_args_set(int argc, char **argv);
/** args(): what stands behind the script's name, as an array of strings. */
rf_value rf_args_get(rf_ctx *cx);

/** False, with a message, when the program was compiled against other headers. */
bool rf_version_fits(const rf_program *p);

/** True once rf_program_ends was called. */
bool rf_is_ending(const rf_ctx *cx);

/** The world of the main program, all its cells not set yet; rf_globals_end drops it. */
void rf_globals_init(rf_ctx *cx, uint32_t count);
void rf_globals_end(rf_ctx *cx);

/** Runs work(data) on a stack of its own, large enough for deep recursion, and waits for its end.
    `cx` gets the stack's limit. */
void rf_run_on_large_stack(rf_ctx *cx, void (*work)(void *data), void *data);
/** The calling thread's stack reaches down to `low`: sets cx->stack_limit a reserve above it, and
    makes an overflow past that a clean end with status 4. Call rf_stack_end on the same thread
    before it ends. */
void rf_stack_begin(rf_ctx *cx, void *low, size_t size);
void rf_stack_end(rf_ctx *cx);
/** The first half of rf_stack_begin: sets cx->stack_limit. */
void rf_stack_limit(rf_ctx *cx, void *low, size_t size);
/** The calling thread goes over to the stack that ends at `low`; answers where the one before ended. */
char *rf_stack_guard(char *low);
/** Address space for the main program's stack, as much as the system gives, with a guard below; NULL when it has
    none left. Memory comes with use. */
char *rf_stack_map_large(size_t *size);
void  rf_stack_unmap(char *low, size_t size);

/** An error left where nobody waits for it (C-13, C-73), and was reported: the program's status
 * becomes 4. */
void rf_stray_note(void);
bool rf_stray_noted(void);
/** A program starts. */
void rf_stray_forget(void);

/** What rf_exit does first; NULL: nothing. */
extern void (*rf_before_exit)(void);

/** What the process around the script wants to be called before exit() ends it: `end` with `data`; NULL: nothing. */
void rf_host_end(void (*end)(void *data), void *data);
/** exit(status): flushes and ends the process at once, status modulo 256 (S-77). */
RF_NORETURN void rf_exit(int64_t status);

#endif
