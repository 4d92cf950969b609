#ifndef RUFFC_SUPPORT_DIAG_H
#define RUFFC_SUPPORT_DIAG_H

#include <stdarg.h>

#include "support/source.h"

/** One row of diag.def an entry: code, severity, exit status. */
typedef enum DiagId {
#define DIAG(id, code, severity, exit_status) E_##id,
#include "support/diag.def"
#undef DIAG
    E_COUNT
} DiagId;

typedef enum Severity { SEV_NOTE, SEV_WARNING, SEV_ERROR } Severity;

/** The columns of diag.def, by DiagId. */
typedef struct DiagInfo {
    const char *code;
    Severity    severity;
    int         exit_status;
} DiagInfo;
extern const DiagInfo diag_info[E_COUNT];

typedef struct Diag {
    DiagId       id;
    Span         at;
    Text         message;
    Text         help;  /* one line of advice, empty for none */
    struct Diag *notes; /* further places that explain it, linked by next */
    struct Diag *next;
} Diag;

typedef struct Diags {
    Arena *arena;
    Diag  *first;
    Diag **tail;
    size_t errors;
    size_t warnings;
} Diags;

/** Records a message. Never prints and never exits. The format stands at the call, where the
   compiler checks it against its arguments. */
Diag *diag_add(Diags *d, Span at, DiagId id, const char *format, ...) PRINTF_LIKE(4, 5);

/** The same with the arguments already gathered. */
Diag *diag_add_list(Diags *d, Span at, DiagId id, const char *format, va_list args)
    PRINTF_LIKE(4, 0);

/** Adds a second place to a message: "first declared here". */
void diag_note(Diags *d, Diag *main, Span at, const char *format, ...) PRINTF_LIKE(4, 5);

/** Sets the one line of advice: "did you mean …", "close it with …". The last one given stays. */
void diag_help(Diags *d, Diag *main, const char *format, ...) PRINTF_LIKE(3, 4);

/** The candidate that a misspelt `word` most likely meant; empty when none is close. Borrowed. */
Text diag_similar(Text word, const Text *candidates, size_t count);

/** How messages leave: for people (line, caret, colour) or for tools (one JSON object a line). */
typedef enum DiagStyle { DIAG_HUMAN, DIAG_JSON } DiagStyle;

/** Writes every message to `fd`, sorted by file and place, the same one at the same place once. */
void diag_print(const Diags *d, const Sources *s, DiagStyle style, int fd);

/** The status the process ends with: that of the gravest message, 0 when there was none. */
int diag_exit_status(const Diags *d);

#endif
