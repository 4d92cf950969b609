/* Script names to C names. */

#include "emit/writer.h"

#include <stdio.h>

struct NameSet {
    Arena       *arena;
    const char **slots;
    size_t       room, len;
};

/* Words that emitted C must not use for the script's things: C's own, ours, and functions that C compilers
   know without a declaration. */
static const char *const taken[] = {
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float",
    "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof",
    "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm", "typeof",
    "bool", "true", "false", "main", "NULL", "cx", "env", "fr", "frame", "at", "result", "active", "step", "got",
    "args", "count", "item", "fail", "done", "program", "linux", "unix", "i386",
    "abort", "abs", "acos", "asin", "atan", "atan2", "atoi", "calloc", "cbrt", "ceil", "cos", "cosh", "erf", "exit",
    "exp", "exp2", "fabs", "floor", "fmax", "fmin", "fmod", "fprintf", "fputs", "free", "frexp", "gamma", "hypot",
    "index", "isalnum", "isalpha", "isdigit", "islower", "isspace", "isupper", "j0", "j1", "jn", "labs", "ldexp",
    "lgamma", "log", "log10", "log2", "malloc", "memchr", "memcmp", "memcpy", "memmove", "memset", "modf", "pow",
    "printf", "putchar", "puts", "realloc", "remainder", "rindex", "rint", "round", "scanf", "signbit", "sin",
    "sinh", "snprintf", "sprintf", "sqrt", "stpcpy", "strcat", "strchr", "strcmp", "strcpy", "strcspn", "strdup",
    "strlen", "strncat", "strncmp", "strncpy", "strndup", "strpbrk", "strrchr", "strspn", "strstr", "tan", "tanh",
    "tolower", "toupper", "trunc", "vprintf", "y0", "y1", "yn", "fork", "execv", "alloca", "bcmp", "bcopy", "bzero",
    "ffs", "imaxabs", "llabs", "logb", "nan", "nearbyint", "pow10", "drem", "exp10", "fdim", "fma", "ilogb", "inf",
    "lrint", "lround", "nextafter", "scalb", "scalbn", "significand", "sincos", "tgamma", "vfprintf", "vscanf",
    "vsnprintf", "vsprintf", "vsscanf", "sscanf", "isascii", "isblank", "iscntrl", "isgraph", "isprint", "ispunct",
    "isxdigit", "toascii", "strcasecmp", "strncasecmp", "strfmon", "strftime", "gettext", "dcgettext", "dgettext",
    "ccos", "cabs", "carg", "conj", "creal", "cimag", "csqrt", "cpow", "clog", "cexp", "cproj", "csin", "ctan", "va_list",
    "size_t", "int8_t", "uint8_t", "int32_t", "uint32_t", "int64_t", "uint64_t", "uintptr_t", "offsetof",
    "INT64_C", "INT64_MIN", "INT64_MAX", "wchar_t", "ptrdiff_t", "mempcpy", "putc", "fputc", "fwrite", "execl",
};

static uint64_t hash_of(const char *s)
{
    uint64_t h = 1469598103934665603u;

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h;
}

static bool set_has(const NameSet *set, const char *name)
{
    size_t i;

    if (!set || !set->room)
        return false;
    for (i = hash_of(name) & (set->room - 1); set->slots[i]; i = (i + 1) & (set->room - 1))
        if (strcmp(set->slots[i], name) == 0)
            return true;
    return false;
}

static void set_put(NameSet *set, const char *name)
{
    size_t i = hash_of(name) & (set->room - 1);

    while (set->slots[i])
        i = (i + 1) & (set->room - 1);
    set->slots[i] = name;
}

static void set_add(NameSet *set, const char *name)
{
    if (set->len * 2 >= set->room) {
        const char **old  = set->slots;
        size_t       room = set->room;
        set->room         = room ? room * 2 : 64;
        set->slots        = ARENA_ARRAY(set->arena, const char *, set->room);
        for (size_t i = 0; i < room; i++)
            if (old[i])
                set_put(set, old[i]);
    }
    set->len++;
    set_put(set, name);
}

NameSet *names_new(Compiler *c)
{
    NameSet *set = ARENA_NEW(&c->arena, NameSet);

    set->arena = &c->arena;
    return set;
}

/* Letters of other scripts become their code in hex; names of the runtime get an underscore. */
static const char *plain(Emit *e, Text wanted)
{
    TextBuf b = {.arena = &e->c->arena};

    for (size_t i = 0; i < wanted.len; i++) {
        unsigned char ch = (unsigned char)wanted.at[i];
        if ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' || (ch >= '0' && ch <= '9' && i > 0))
            textbuf_char(&b, (char)ch);
        else if (ch >= 128)
            textbuf_format(&b, "x%02x", ch);
        else
            textbuf_char(&b, '_');
    }
    if (wanted.len == 0 || (wanted.len >= 3 && strncasecmp(wanted.at, "rf_", 3) == 0) || wanted.at[0] == '_')
        textbuf_add(&b, TEXT("_x"));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

const char *name_unique(Emit *e, NameSet *set, const NameSet *outer, Text wanted)
{
    const char *base = plain(e, wanted), *name = base;

    for (int n = 2; set_has(set, name) || set_has(outer, name); n++)
        name = text(e, "%s_%d", base, n);
    set_add(set, name);
    return name;
}

const char *field_name(Emit *e, const FieldInfo *f)
{
    Text        name = symbol_text(e->c->symbols, f->name);
    const char *s    = plain(e, name);

    for (size_t i = 0; i < COUNT_OF(taken); i++)
        if (strcmp(taken[i], s) == 0)
            return text(e, "%s_", s);
    return strcmp(s, "head") == 0 ? "head_" : s;
}

const char *func_name(const IrFunc *f)
{
    return f->cname;
}

static Text wanted_name(Emit *e, const IrFunc *f)
{
    const Function *fn = f->instance->function;
    Text            name;

    if (f->default_of)
        return (Text){text(e, "%.*s_%.*s_default", TEXT_ARG(symbol_text(e->c->symbols, f->default_in->name)), TEXT_ARG(symbol_text(e->c->symbols, f->default_of->name))), 0};
    switch (fn->kind) {
    case FUNCTION_MODULE:
        return fn->module->number == 0 ? TEXT("script") : symbol_text(e->c->symbols, fn->module->name);
    case FUNCTION_SPAWN:
        return TEXT("spawn_block");
    case FUNCTION_TEST:
        return TEXT("test_block");
    case FUNCTION_METHOD:
        name = symbol_text(e->c->symbols, fn->name);
        return (Text){text(e, "%.*s_%.*s", TEXT_ARG(symbol_text(e->c->symbols, fn->struct_name)), TEXT_ARG(name)), 0};
    case FUNCTION_PLAIN:
        break;
    }
    return fn->name ? symbol_text(e->c->symbols, fn->name) : TEXT("lambda");
}

void name_everything(Emit *e)
{
    for (size_t i = 0; i < COUNT_OF(taken); i++)
        set_add(e->globals, taken[i]);
    for (size_t i = 0; i < e->p->funcs.len; i++) {
        IrFunc *f = e->p->funcs.at[i];
        Text    t = wanted_name(e, f);
        if (t.len == 0)
            t.len = strlen(t.at);
        f->cname = name_unique(e, e->globals, NULL, t);
    }
}


const char *global_name(Emit *e, const Binding *b)
{
    VarInfo *v = var_info(b);

    if (!v->cname)
        v->cname = name_unique(e, e->globals, NULL, symbol_text(e->c->symbols, b->name));
    return v->cname;
}

const char *struct_name(Emit *e, const StructInfo *s)
{
    StructInfo *mine = (StructInfo *)s;

    if (!mine->cname)
        mine->cname = name_unique(e, e->globals, NULL, symbol_text(e->c->symbols, s->name));
    return mine->cname;
}
