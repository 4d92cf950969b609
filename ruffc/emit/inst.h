#ifndef RUFFC_EMIT_INST_H
#define RUFFC_EMIT_INST_H

/* Between inst_special.c, which tells the operations apart, and the files that write them. All of
   them write statements at the current depth. */

#include "emit/writer.h"

/** The variable that the instruction sets. */
const char *dst_name(Emit *e, const Inst *in);

/** Keeps the expression for the place of its use, else assigns it. */
void put_value(Emit *e, const Inst *in, const char *expression);

/* inst_number.c */

/** Constants: integers, floats, objects that exist before the program starts. */
void emit_int(Emit *e, const Inst *in);
void emit_float(Emit *e, const Inst *in);
void emit_static(Emit *e, const Inst *in);

/** Integer operations that may overflow: `name` as in rf_add_overflows (S-9). */
void emit_checked(Emit *e, const Inst *in, const char *name, char op);
void emit_division(Emit *e, const Inst *in, char op);
void emit_float_division(Emit *e, const Inst *in, char op);
void emit_negation(Emit *e, const Inst *in);

/* inst_memory.c */

/** Variables and their counts. */
void emit_move(Emit *e, const Inst *in);
void emit_release(Emit *e, const Inst *in);

/** Arrays: the index made positive and tested, the test before a loop, a store, a literal. */
void emit_index(Emit *e, const Inst *in);
void emit_inside(Emit *e, const Inst *in);
void emit_store_item(Emit *e, const Inst *in);
void emit_character(Emit *e, const Inst *in);
void emit_struct_new(Emit *e, const Inst *in);
void emit_struct_form(Emit *e, const Inst *in);
void emit_array(Emit *e, const Inst *in);

/** Variables that live elsewhere. */
void emit_capture(Emit *e, const Inst *in);
void emit_global_set(Emit *e, const Inst *in);

/** Makes this program the only owner of what is in `place`, a C lvalue, before it changes. */
void emit_own(Emit *e, const Inst *in, const char *place);
void emit_place_own(Emit *e, const Inst *in);

/** Fields, and tests that something was set. */
void emit_field_set(Emit *e, const Inst *in);
void emit_field_check(Emit *e, const Inst *in);
void emit_some_check(Emit *e, const Inst *in);
void emit_set_check(Emit *e, const Inst *in);

/* inst_call.c */

/** Operands from … to - 1 as a list of arguments, with a comma before the first if `leading`. */
const char *arguments(Emit *e, const Inst *in, uint32_t from, uint32_t to, bool leading);

/** The last argument of functions that may report a deadlock: where they are called. "" for others.
 */
const char *place_argument(Emit *e, const Inst *in);
/** Before what may wait, in programs of several files: which function it stands in. */
void emit_here(Emit *e, const Inst *in);

/** Calls of the script's functions and of the runtime's, with operands as arguments or in a list.
 */
void emit_call(Emit *e, const Inst *in);
void emit_call_c(Emit *e, const Inst *in);
void emit_call_list(Emit *e, const Inst *in);

/** Values made of a list of operands. */
void emit_closure(Emit *e, const Inst *in);
void emit_spawn(Emit *e, const Inst *in);
void emit_tag(Emit *e, const Inst *in);
void emit_match_variant(Emit *e, const Inst *in);

/* inst_wait.c */

/** What may wait, or gives control to the caller and comes back. */
void emit_select(Emit *e, const Inst *in);
void emit_poll(Emit *e, const Inst *in);
void emit_yield(Emit *e, const Inst *in);

/** The four operations of a loop over a value of any type. */
void emit_loop_op(Emit *e, const Inst *in);

/** The call that ends a loop over any value, early or late. */
const char *loop_end(Emit *e, RegId state);

/* inst_error.c */

/** An error by a call that makes it; a recursion that is too deep. */
void emit_fail(Emit *e, const Inst *in);
void emit_leave(Emit *e, const Inst *in);
void emit_depth(Emit *e);

/** The error as a value for a handler; kept while a finally runs; raised again after it. */
void emit_catch(Emit *e, const Inst *in);
void emit_save(Emit *e, const Inst *in);
void emit_raise(Emit *e, const Inst *in);

/** Code of another function begins or ends here. */
void emit_site(Emit *e, const Inst *in);

#endif
