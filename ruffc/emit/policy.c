/* What the program may do, as data that the runtime looks at (runtime/core/policy.h). */

#include "emit/policy.h"

#include <limits.h>
#include <unistd.h>

/* The paths with the present folder in front of those that are relative: programs may be started anywhere. */
static Text absolute(Emit *e, const char *paths)
{
    TextBuf b = {.arena = &e->c->arena};
    char    here[PATH_MAX];

    if (!getcwd(here, sizeof here))
        here[0] = '\0';
    while (*paths) {
        size_t len = strcspn(paths, ":");

        if (len == 1 && *paths == '.')
            textbuf_format(&b, "%s%s", b.len ? ":" : "", here);
        else
            textbuf_format(&b, "%s%s%s%.*s", b.len ? ":" : "", *paths == '/' ? "" : here,
                           *paths == '/' ? "" : "/", (int)len, paths);
        paths += len + (paths[len] == ':');
    }
    return textbuf_text(&b);
}

void put_policy(Emit *e)
{
    const Policy *p     = &e->c->options.policy;
    TextBuf       paths = {.arena = &e->c->arena};
    bool          any   = false;

    if (!p->limited)
        return;
    for (int k = 0; k < CAPABILITY_COUNT; k++) {
        any = any || p->paths[k];
        textbuf_format(&paths, "%s%s", k ? ", " : "", p->paths[k] ? c_literal(e, absolute(e, p->paths[k])) : "NULL");
    }
    line(e, "static const rf_policy policy = {");
    line(e, "    0x%x, {%.*s}, %s, %s,", p->allowed, TEXT_ARG(textbuf_text(&paths)),
         p->public_only ? "true" : "false", any ? "rf_reach_begin" : "NULL");
    line(e, "};");
}
