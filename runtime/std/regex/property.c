/* \p{…}: properties of Unicode in the spelling of PCRE2. */

#include <stdio.h>
#include <string.h>

#include "std/regex/pcre.h"
#include "std/regex/syntax.h"

enum { NAME_ROOM = 64 };

/* A name in lower case without spaces, hyphens and underscores: how names are compared. False when
   it is too long, or has other things than letters and digits. */
static bool plain_name(const char *at, size_t len, char room[NAME_ROOM])
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        char c = at[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if (c == ' ' || c == '-' || c == '_')
            continue;
        if (n == NAME_ROOM - 1 || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return false;
        room[n++] = c;
    }
    room[n] = '\0';
    return n > 0;
}

/* ---- general categories */

static const struct {
    const char *code, *name;
} categories[] = {
    {"C", "other"},
    {"Cc", "control"},
    {"Cf", "format"},
    {"Cn", "unassigned"},
    {"Co", "privateuse"},
    {"Cs", "surrogate"},
    {"L", "letter"},
    {"L&", "casedletter"},
    {"L&", "lc"},
    {"Ll", "lowercaseletter"},
    {"Lm", "modifierletter"},
    {"Lo", "otherletter"},
    {"Lt", "titlecaseletter"},
    {"Lu", "uppercaseletter"},
    {"M", "mark"},
    {"M", "combiningmark"},
    {"Mc", "spacingmark"},
    {"Me", "enclosingmark"},
    {"Mn", "nonspacingmark"},
    {"N", "number"},
    {"Nd", "decimalnumber"},
    {"Nd", "digit"},
    {"Nl", "letternumber"},
    {"No", "othernumber"},
    {"P", "punctuation"},
    {"P", "punct"},
    {"Pc", "connectorpunctuation"},
    {"Pd", "dashpunctuation"},
    {"Pe", "closepunctuation"},
    {"Pf", "finalpunctuation"},
    {"Pi", "initialpunctuation"},
    {"Po", "otherpunctuation"},
    {"Ps", "openpunctuation"},
    {"S", "symbol"},
    {"Sc", "currencysymbol"},
    {"Sk", "modifiersymbol"},
    {"Sm", "mathsymbol"},
    {"So", "othersymbol"},
    {"Z", "separator"},
    {"Zl", "lineseparator"},
    {"Zp", "paragraphseparator"},
    {"Zs", "spaceseparator"},
};

static bool is_code(const char *code, const char *name)
{
    return (code[0] | 0x20) == name[0] && code[1] == name[1] && (!name[1] || !name[2]);
}

/* The code of a category; NULL: there is none of that name. Letters of one case are those of any
   when case does not count. */
static const char *category(const char *name, bool any_case)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (strcmp(categories[i].name, name) == 0 || is_code(categories[i].code, name)) {
            const char *code = categories[i].code;

            return any_case && code[0] == 'L' && code[1] && strchr("lut", code[1]) ? "L&" : code;
        }
    return NULL;
}

/* ---- scripts and other properties: PCRE2 knows them */

static bool is_known(const char *name)
{
    char        pattern[NAME_ROOM + 16];
    int         error;
    PCRE2_SIZE  offset;
    pcre2_code *code;

    snprintf(pattern, sizeof pattern, "\\p{%s}", name);
    code =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &offset, NULL);
    pcre2_code_free(code);
    return code != NULL;
}

/* PCRE2's own inventions. */
static bool is_foreign(const char *name)
{
    static const char *const names[] = {"xan", "xps", "xsp", "xuc", "xwd"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool script(const char *prefix, const char *name, char room[NAME_ROOM + 8])
{
    snprintf(room, NAME_ROOM + 8, "%s:%s", prefix, name);
    return is_known(room);
}

/* A name without `=`: a category, a script or a property that is there or not. */
static bool lone_name(rf_re_syntax *s, const char *name, char room[NAME_ROOM + 8], bool *is_not)
{
    const char *code = category(name, (s->flags & RF_RE_ANY_CASE) != 0);

    if (strcmp(name, "assigned") == 0) {
        *is_not = !*is_not;
        code    = "Cn";
    }
    if (!code && script("sc", name, room))
        return true;
    snprintf(room, NAME_ROOM + 8, "%s", code ? code : name);
    return code || (!is_foreign(name) && is_known(room));
}

/* PROPERTY=VALUE. */
static bool pair(rf_re_syntax *s, const char *property, const char *value, char room[NAME_ROOM + 8])
{
    const char *code;

    if (strcmp(property, "sc") == 0 || strcmp(property, "script") == 0)
        return script("sc", value, room);
    if (strcmp(property, "scx") == 0 || strcmp(property, "scriptextensions") == 0)
        return script("scx", value, room);
    if (strcmp(property, "gc") != 0 && strcmp(property, "generalcategory") != 0)
        return false;
    code = category(value, (s->flags & RF_RE_ANY_CASE) != 0);
    snprintf(room, NAME_ROOM + 8, "%s", code ? code : "");
    return code != NULL;
}

/* Where the value begins, behind `=`, `:` or `!=`; the length of the name before it. */
static const char *find_value(const rf_re_escape *e, size_t *name_len, bool *is_not)
{
    for (size_t i = 0; i < e->name_len; i++)
        if (e->name[i] == '=' || e->name[i] == ':') {
            bool differs = e->name[i] == '=' && i > 0 && e->name[i - 1] == '!';

            *is_not ^= differs;
            *name_len = differs ? i - 1 : i;
            return e->name + i + 1;
        }
    *name_len = e->name_len;
    return NULL;
}

bool rf_re_write_property(rf_re_syntax *s, const rf_re_escape *e)
{
    char        name[NAME_ROOM], value[NAME_ROOM], spelling[NAME_ROOM + 8];
    bool        is_not = e->letter == 'P', known;
    size_t      len;
    const char *behind = find_value(e, &len, &is_not);

    if (!(s->flags & RF_RE_UNICODE) || !plain_name(e->name, len, name))
        return false;
    if (!behind)
        known = lone_name(s, name, spelling, &is_not);
    else
        known = plain_name(behind, (size_t)(e->name + e->name_len - behind), value) &&
                pair(s, name, value, spelling);
    rf_text_format(s->out, "\\%c{%s}", is_not ? 'P' : 'p', spelling);
    return known;
}
