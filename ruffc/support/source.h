#ifndef RUFFC_SUPPORT_SOURCE_H
#define RUFFC_SUPPORT_SOURCE_H

#include "support/arena.h"

/** A source file of the compilation, from 1; 0 is no file. */
typedef uint16_t FileId;

/** A stretch of one file, in bytes from its start. A zeroed Span is no place at all. */
typedef struct Span {
    FileId   file;
    uint32_t start;
    uint32_t end;
} Span;

/** Line and column count from 1; the column counts code points, as editors do. */
typedef struct Position {
    uint32_t line;
    uint32_t column;
} Position;

typedef struct Sources Sources;

/** No files yet; it and all texts live as long as the arena. */
Sources *sources_new(Arena *a);

/** Reads a whole file. False, with errno set, when it cannot be read. */
bool source_load(Sources *s, Text path, FileId *out);

/** Adds text that came from nowhere on disk: a REPL line, a test. Both are copied. */
FileId source_add(Sources *s, Text name, Text bytes);

/** How many files there are: their ids are 1 to that. */
FileId source_count(const Sources *s);

/** The path or name that the file was added with. Borrowed. */
Text source_name(const Sources *s, FileId f);

/** The whole text, followed by a NUL that is not counted. Borrowed. */
Text source_bytes(const Sources *s, FileId f);

/** Where a byte stands; the byte after the last one is where the file ends. */
Position source_position(const Sources *s, FileId f, uint32_t byte);

/** Line number `line`, from 1, without its line end; empty when there is none. Borrowed. */
Text source_line(const Sources *s, FileId f, uint32_t line);

#endif
