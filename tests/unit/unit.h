#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <check.h>

#include "support/compiler.h"

/** The files of tests, one line each: T(arena) stands for `TCase *arena_tests(void)`. */
#define UNIT_TESTS(T)                                                                              \
    T(arena)                                                                                       \
    T(text)                                                                                        \
    T(table)                                                                                       \
    T(intern)                                                                                      \
    T(source)                                                                                      \
    T(diag)                                                                                        \
    T(lexer)                                                                                       \
    T(parser)                                                                                      \
    T(parse_error)                                                                                 \
    T(resolve)                                                                                     \
    T(capture)                                                                                     \
    T(check)                                                                                       \
    T(module)                                                                                      \
    T(type)                                                                                        \
    T(infer)                                                                                       \
    T(lower)                                                                                       \
    T(verify)                                                                                      \
    T(template)                                                                                    \
    T(lib_text)                                                                                    \
    T(lib_value)                                                                                   \
    T(lib_collection)                                                                              \
    T(test_blocks)                                                                                 \
    T(bundle)                                                                                      \
    T(features)                                                                                    \
    T(std_base64)                                                                                  \
    T(std_env)                                                                                     \
    T(std_file)                                                                                    \
    T(std_kv)                                                                                      \
    T(std_process)                                                                                 \
    T(std_json)                                                                                    \
    T(std_formats)                                                                                 \
    T(std_crypto)                                                                                  \
    T(std_regex)                                                                                   \
    T(rt_number)                                                                                   \
    T(rt_string)                                                                                   \
    T(rt_array)                                                                                    \
    T(rt_dict)                                                                                     \
    T(rt_collection)                                                                               \
    T(rt_operators)                                                                                \
    T(rt_struct)                                                                                   \
    T(rt_change)                                                                                   \
    T(rt_error)                                                                                    \
    T(rt_cycle)                                                                                    \
    T(rt_heap)                                                                                     \
    T(rt_share)                                                                                    \
    T(rt_threads)                                                                                  \
    T(gen)                                                                                         \
    T(task_channel)                                                                                \
    T(task_async)                                                                                  \
    T(task_spawn)                                                                                  \
    T(task_more)                                                                                   \
    T(rt_layout)                                                                                   \
    T(rt_kinds)

#define UNIT_PROTOTYPE(name) TCase *name##_tests(void);
UNIT_TESTS(UNIT_PROTOTYPE)
#undef UNIT_PROTOTYPE

/** Somewhere to print to: answers a file descriptor, which capture_end closes. */
int capture_begin(void);

/** What was printed to it since, followed by a NUL; the arena owns it. */
const char *capture_end(Arena *a, int fd);

/** Compares two texts line by line and names the first line that differs. */
void expect_text(const char *found, const char *expected);

#endif
