/* Children stay in our process group, so that Ctrl-C reaches them: their descendants are found by /proc. */

#include "std/process/tree.h"

#include <signal.h>
#include <stdio.h>

enum { DEEPEST = 16, MOST_CHILDREN = 256 };

/* The children of a process, which it has no longer once it is dead. */
static int children_of(pid_t pid, int found[MOST_CHILDREN])
{
    char  name[64];
    FILE *f;
    int   count = 0;

    snprintf(name, sizeof name, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    f = fopen(name, "re");
    while (f && count < MOST_CHILDREN && fscanf(f, "%d", &found[count]) == 1)
        count++;
    if (f)
        fclose(f);
    return count;
}

static void kill_from(pid_t pid, int depth)
{
    int found[MOST_CHILDREN], count = depth < DEEPEST ? children_of(pid, found) : 0;

    kill(pid, SIGKILL);
    for (int i = 0; i < count; i++)
        kill_from(found[i], depth + 1);
}

void rf_kill_tree(pid_t pid)
{
    kill_from(pid, 0);
}
