#ifndef RUFFC_BACK_PROCESS_H
#define RUFFC_BACK_PROCESS_H

#include <sys/types.h>

#include "support/base.h"

/* Running the C compiler: words, no shell. */

enum { MOST_WORDS = 256, CANNOT_START = -1 };

/** A command: its words, borrowed. */
typedef struct Words {
    const char *at[MOST_WORDS];
    int         count;
} Words;

/** Adds a word; past MOST_WORDS nothing is added. */
void word(Words *w, const char *s);

/** Adds the words of a text, which is cut up in place. */
void words_of(Words *w, char *text);

/** Starts the command without input; what it says goes to the end of the file `log`. `apart`: in a process
    group of its own,
    with the usual signals and with none of this process's other files.
    Its id, or CANNOT_START with errno set. */
pid_t process_start(Words *w, const char *log, bool apart);

/** The same with the file to run, NULL to look for the first word on $PATH, and with an environment. */
pid_t process_start_as(const char *program, Words *w, const char *log, bool apart,
                       char *const *environment);

/** Waits for its end: the exit status, 128 and the number of the signal that ended it, or CANNOT_START
    when there is nothing to wait for. */
int process_wait(pid_t pid);

/** Ends the whole group of a process that was started `apart` and is still to be waited for. */
void process_end(pid_t pid);

#endif
