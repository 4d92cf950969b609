/* Collecting messages: see diag.h. How they look is the business of diag_print.c. */
#include "support/diag.h"

#include <stdio.h>

#include "core/edits.h"

const DiagInfo diag_info[E_COUNT] = {
#define DIAG(id, code, severity, exit_status) [E_##id] = {code, severity, exit_status},
#include "support/diag.def"
#undef DIAG
};

PRINTF_LIKE(2, 0) static Text format_text(Arena *arena, const char *format, va_list args)
{
    va_list again;
    int     len;
    char   *at;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len <= 0)
        return TEXT("");
    at = ARENA_ARRAY(arena, char, (size_t)len + 1);
    vsnprintf(at, (size_t)len + 1, format, args);
    return (Text){at, (size_t)len};
}

Diag *diag_add_list(Diags *d, Span at, DiagId id, const char *format, va_list args)
{
    Diag *diag = ARENA_NEW(d->arena, Diag);

    diag->id      = id;
    diag->at      = at;
    diag->message = format_text(d->arena, format, args);
    if (!d->tail)
        d->tail = &d->first;
    *d->tail = diag;
    d->tail  = &diag->next;
    if (diag_info[id].severity == SEV_ERROR)
        d->errors++;
    else
        d->warnings++;
    return diag;
}

Diag *diag_add(Diags *d, Span at, DiagId id, const char *format, ...)
{
    va_list args;
    Diag   *diag;

    va_start(args, format);
    diag = diag_add_list(d, at, id, format, args);
    va_end(args);
    return diag;
}

void diag_note(Diags *d, Diag *main, Span at, const char *format, ...)
{
    Diag  **tail = &main->notes;
    Diag   *note = ARENA_NEW(d->arena, Diag);
    va_list args;

    note->id = main->id;
    note->at = at;
    va_start(args, format);
    note->message = format_text(d->arena, format, args);
    va_end(args);
    while (*tail)
        tail = &(*tail)->next;
    *tail = note;
}

void diag_help(Diags *d, Diag *main, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    main->help = format_text(d->arena, format, args);
    va_end(args);
}

Text diag_similar(Text word, const Text *candidates, size_t count)
{
    Text   best          = TEXT("");
    size_t best_distance = rf_edits_allowed(word.len) + 1;

    for (size_t i = 0; i < count; i++) {
        size_t distance = rf_edits(word.at, word.len, candidates[i].at, candidates[i].len);

        if (distance > 0 && distance < best_distance) {
            best          = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}

/* A syntax error outranks one of meaning, a failure of the compiler everything. */
static int rank(int exit_status)
{
    switch (exit_status) {
    case 0:
        return 0;
    case 4:
        return 1;
    default:
        return exit_status;
    }
}

int diag_exit_status(const Diags *d)
{
    int status = 0;

    for (const Diag *diag = d->first; diag; diag = diag->next) {
        if (rank(diag_info[diag->id].exit_status) > rank(status))
            status = diag_info[diag->id].exit_status;
    }
    return status;
}
