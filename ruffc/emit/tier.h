#ifndef RUFFC_EMIT_TIER_H
#define RUFFC_EMIT_TIER_H

#include "emit/function.h"

/* C for two compilers in one run (Options::tiers, docs/tiers.md). None of these writes anything without. */

/** At the head of a loop: where tcc's code may leave for cc's. */
void tier_at_loop(Emit *e, const Inst *loop);

/** Every variable is declared ahead of the body: the code may be entered at a loop. */
void tier_declare_ahead(Emit *e);

/** The struct in which its variables leave with it. */
void tier_live(Emit *e);

/** Lines of a function: its number and the test on entry; room for that struct; the way from its loops to cc's code. */
void tier_enter(Emit *e);
void tier_room(Emit *e);
void tier_leave(Emit *e);

/** The form of the function that goes on in one of its loops; `put_exits` writes the ways out. */
void tier_loop_form(Emit *e, void (*put_exits)(Emit *e));

/** Around what only the code needs that begins the program. */
void tier_entry(Emit *e, bool begins);

/** What stands at the beginning of the file, and the table of all functions at its end. */
void tier_begin(Emit *e);
void tier_table(Emit *e);

/** Turns objects at file scope that both codes must see into shared ones. */
void tier_share_objects(Emit *e);

#endif
