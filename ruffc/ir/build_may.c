/* Calls of built-in functions in a program that may not do everything: they ask first. Built-in functions as values do
   so in their boxed forms (emit/boxed.c). */

#include "ir/build.h"

#include <string.h>

#include "library/builtins.h"

void build_may(Build *b, const Builtin *f)
{
    RegId needed;

    if (!b->p->c->options.policy.limited || !builtin_needs(f))
        return;
    needed = const_int(b, builtin_needs(f));
    call_c(b, "rf_may", NULL, 'e', 0, 1, &needed);
    last_inst(b)->symbol2 = c_text(b, (Text){f->name, strcspn(f->name, " ")}); /* forms have the name in front */
    last_inst(b)->quiet   = true;
}
