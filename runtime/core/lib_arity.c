/* The words for a call of a built-in with a wrong count of arguments. */

#include <string.h>

#include "core/lib.h"
#include "ruff/closure.h"

typedef enum form { PLAIN, CALL_EXPECTS, CALL_EXPECTS_GOT, ONE_GOT, CALL_REQUIRES_ONE } form;

/* The words of functions that have their own. */
typedef struct arity {
    const char *name;
    form        form;
    const char *text;
} arity;

static const arity own_words[] = {
#define ARITY(builtin, form)      {#builtin, form, NULL},
#define ARITY_TEXT(builtin, text) {#builtin, PLAIN, text},
#include "core/arity.def"
#undef ARITY
#undef ARITY_TEXT
};

/* The function that a name stands for: its symbol behind "rf_b_". The compiler folds the comparison
   of the two texts, so only rows of other names leave code. */
static const char *main_name(const char *name)
{
#define BUILTIN(other, symbol, feature, abi, result, least, most, effects, doc)                    \
    if (strcmp("rf_b_" other, #symbol) != 0 && strncmp(#symbol, "rf_b_", 5) == 0 &&                \
        strcmp(name, other) == 0)                                                                  \
        return &#symbol[5];
#include "builtins.def"
#undef BUILTIN
    return name;
}

static const arity *find_words(const char *name)
{
    static const arity plain = {NULL, PLAIN, NULL};

    for (size_t i = 0; i < RF_COUNT_OF(own_words); i++)
        if (strcmp(own_words[i].name, name) == 0)
            return &own_words[i];
    return &plain;
}

/* "2 arguments", "2 to 3 arguments", "at least 1 argument"; PLAIN says "1 arguments". */
static void add_expected(rf_text *t, form f, int32_t least, int32_t most)
{
    if (most < 0)
        rf_text_puts(t, "at least ");
    rf_text_int(t, f == PLAIN || most < 0 ? least : most);
    if (f == PLAIN && most > least)
        rf_text_format(t, " to %d", most);
    rf_text_puts(t, f != PLAIN && most == 1 ? " argument" : " arguments");
}

/* The words that are made of name and counts. */
static void add_words(rf_text *t, const char *name, form f, int32_t least, int32_t most,
                      uint32_t got)
{
    bool call = f != PLAIN && f != ONE_GOT;

    rf_text_puts(t, name);
    rf_text_puts(t, call ? "() " : " ");
    if (f == CALL_REQUIRES_ONE) {
        rf_text_puts(t, "requires one argument");
        return;
    }
    rf_text_puts(t, "expects ");
    add_expected(t, f, least, most);
    if (f != CALL_EXPECTS)
        rf_text_format(t, ", got %u", got);
}

void rf_throw_native_arity(rf_ctx *cx, const char *name, int32_t least, int32_t most, uint32_t got)
{
    const arity *words;
    rf_text      t;
    rf_string   *s;

    name  = main_name(name);
    words = find_words(name);
    if (words->text) {
        rf_throw(cx, words->text, got);
        return;
    }
    rf_text_init(&t, cx);
    add_words(&t, name, words->form, least, most, got);
    s = rf_text_take(&t);
    rf_throw(cx, "%s", s->at);
    rf_release_object(cx, s);
}
