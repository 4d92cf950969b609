#ifndef RUFF_STD_PROCESS_TREE_H
#define RUFF_STD_PROCESS_TREE_H

#include <sys/types.h>

/** Kills a process and its descendants, as far as the system shows them. */
void rf_kill_tree(pid_t pid);

#endif
