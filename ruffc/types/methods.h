#ifndef RUFFC_TYPES_METHODS_H
#define RUFFC_TYPES_METHODS_H

#include "types/type.h"

/** What a changing method does to its place (S-23). */
typedef enum Change {
    CHANGE_NONE,
    CHANGE_PUSH, /* push, append */
    CHANGE_POP,
    CHANGE_INSERT,
    CHANGE_REMOVE,
    CHANGE_REMOVE_AT,
    CHANGE_CLEAR,
    CHANGE_UPDATE,
    CHANGE_OTHER /* of sets, queues, stacks: add, enqueue, dequeue */
} Change;

/** What a method of that name changes, on the receivers that have it. */
Change method_change(Text name);

/** The built-in that `receiver.name(…)` means on a string, array or dict (S-22): the row of
    builtins.def, or -1 for the lazy methods and unknown names. */
int method_builtin(TypeKind receiver, Text name);

/** Whether a string or array has a method of that name: of the library (S-22), lazy, or changing
    (S-23). */
bool method_exists(TypeKind receiver, Text name);

/** Whether arrays answer a method of that name by a lazy chain (C-74). */
bool method_is_lazy(Text name);

/** The method of a string or array that a word most likely meant: a misspelt one, or the word of
    another language; empty when none is close. Borrowed. */
Text method_similar(TypeKind receiver, Text word);

/** The built-ins that a method of that name may be, whatever the receiver turns out to be: rows of
    builtins.def, each once, at most `room`. Answers how many. */
size_t method_candidates(Text name, int *rows, size_t room);

#endif
