#ifndef RUFF_STD_ENV_H
#define RUFF_STD_ENV_H

/* The environment of the process, which the C library does not guard: all of the library reads and writes it
   here. Everything answered is a copy, for free(). */

/** The value of a variable; NULL when it is not set. */
char *rf_env_copy(const char *name);
/** Sets a variable; the name is not empty and holds no '='. */
void rf_env_put(const char *name, const char *value);
/** All of it, "NAME=VALUE" each, NULL at the end; one block. */
char **rf_env_all(void);

#endif
