#ifndef RUFF_STD_TOML_READER_H
#define RUFF_STD_TOML_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* toml++ behind functions of C: reader.cc includes toml++ and nothing of the runtime, read.c the runtime and
   nothing of toml++. */

#ifdef __cplusplus
extern "C" {
#endif

/** What a document is made of, in order. Inside of tables every value follows its key. */
typedef struct toml_sink {
    void *self;
    void (*key)(void *self, const char *at, size_t bytes);
    void (*string)(void *self, const char *at, size_t bytes); /* dates and times too, as they are written */
    void (*integer)(void *self, int64_t i);
    void (*real)(void *self, double d);
    void (*boolean)(void *self, bool b);
    void (*begin_table)(void *self);
    void (*begin_array)(void *self);
    void (*end)(void *self); /* of the table or array begun last */
} toml_sink;

typedef struct toml_fault {
    char     what[256];
    unsigned line, column; /* 0: memory is out */
} toml_fault;

/** Reads a document and tells the sink what is in it; false with the fault filled in, nothing told then. */
bool toml_read(const char *at, size_t bytes, const toml_sink *sink, toml_fault *fault);

#ifdef __cplusplus
}
#endif

#endif
