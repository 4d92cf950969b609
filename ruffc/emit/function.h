#ifndef RUFFC_EMIT_FUNCTION_H
#define RUFFC_EMIT_FUNCTION_H

/* Between the files that write one function. Its body is written first, into a text of its own:
   what that text mentions decides what stands around it. */

#include "emit/template.h"

/* signature.c */

/** Gives every register of the function being written its name in C. */
void name_registers(Emit *e);

/** The name without the frame in front of it. */
const char *bare_name(Emit *e, RegId r);

/** The head of the C function, as its definition or its prototype spells it. */
const char *signature(Emit *e, const IrFunc *f, bool with_names);

/** The head of the function that makes a generator in the frame that a loop keeps (C-77). */
const char *signature_in(Emit *e, const IrFunc *f, bool with_names);

/** True for a generator that nothing makes on the heap. */
bool is_only_kept(const IrFunc *f);

/** `type name`, with the star of a pointer at the name. */
const char *declaration(Emit *e, const char *type, const char *name);

/* mention.c */

/** Finds out what the body does with each register, and which ways out it uses. Names in strings,
    comments and behind a dot do not count. */
void find_mentioned(Emit *e);

/** True when the identifier stands in the text, outside strings and comments. */
bool has_word(Text body, const char *word);

/* functions.c */

/** Variables that live in the whole function: those of the body, then the emitter's own. */
void declare_locals(Emit *e);
void declare_helpers(Emit *e);

/* declare.c */

/** Puts declarations into the body, where variables are set for the first time, for those that
    need not be declared ahead. */
void declare_in_body(Emit *e);

/** Tells the C compiler of parameters and variables that the body never reads. */
void quiet_variables(Emit *e);

/** Releases what the function's variables own, on the way out. */
void release_all(Emit *e);

/** The body's text. */
void put_body(Emit *e);

/** The value a variable of that kind starts with, where it is declared. */
const char *start_value(Rep rep);

/** The statement that leaves the list of active functions; "" for those not in it. */
const char *leave_active(const Emit *e);

/* frames.c */

/** The function of a resumable body: its frame, what the runtime does with one, the body, and the
    function that makes one. */
void emit_resumable(Emit *e);

/* boxed.c */

/** The form of a function that calls through values use: all arguments in a list. */
void emit_boxed(Emit *e, const IrFunc *f);

#endif
