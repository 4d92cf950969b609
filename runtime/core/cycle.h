#ifndef RUFF_CORE_CYCLE_H
#define RUFF_CORE_CYCLE_H

#include "ruff/cell.h"

/* Cycles. Data is values and forms none; a closure that lies in a variable which it captured does,
   and counting alone never gives such variables back. So the unshared cells of a party are listed.
   When there are twice as many as were left the last time, and at the party's end, everything that
   the listed cells reach is searched: what has more owners than the search finds references is held
   from outside, and keeps what it reaches; the other cells are emptied.

   Shared cells stand in a list of the process. They are searched in the same way when there are
   twice as many as were left, as soon as one thread finds that all others are at rest: none can touch
   a value of the script before it is let (task/rest.c). A program that always computes in two
   threads at once never comes there; its cycles of shared variables stay.

   A search may come wherever a cell is made: every owner has a count, also the variables of emitted
   code, and what is only borrowed there has an owner too. */

/** The unshared cells of one party. Its head is in the heap of the context while the party runs. */
typedef struct rf_cell_list {
    rf_cell *first;
    uint32_t count, limit; /* how many call for a search; 0: not settled yet */
} rf_cell_list;

/** What a search found alive. */
typedef struct rf_living {
    size_t objects, cells;
} rf_living;
/** How many cells call for the next search: when it can find as much as it costs. */
uint32_t rf_next_limit(rf_living left, uint32_t least);

/** Lists a new cell of the party that runs; before that it may search. */
void rf_cell_enlist(rf_ctx *cx, rf_cell *c);
/** The cell goes away, or other threads will see it. Harmless twice. */
void rf_cell_delist(rf_ctx *cx, rf_cell *c);
/** The cell, if it is listed, is handed to a party that has not begun. */
void rf_cell_hand_over(rf_ctx *cx, rf_cell *c, rf_cell_list *to);

/** Empties the cells that nothing but cycles holds. Bodies of generators that only they hold leave
    through their finally blocks first (C-73), so script code may run. */
void rf_cells_search(rf_ctx *cx);
/** The same at the end of a party, and what is left is not listed any longer. At the end of the
   program no body is run. */
void rf_cells_end(rf_ctx *cx);
/** What is listed is not any longer. */
void rf_cells_forget(rf_ctx *cx);

/** Swaps the list of the context with another party's, which runs from here on or no longer. */
void rf_cells_exchange(rf_ctx *cx, rf_cell_list *other);
/** While n > 0 new cells are not listed: the body of a shared generator runs, and they go with it
   from thread to thread. Answers the old number. */
uint32_t rf_cells_apart(rf_ctx *cx, uint32_t n);

/** A search meets a reference to `o`: rf_share comes here while one is on its way, so the `share`
    functions of the kinds tell what an object holds. */
void rf_search_see(rf_ctx *cx, rf_object *o);
/** True while `share` functions must only look. */
bool rf_is_searching(const rf_ctx *cx);

/* ---- shared cells */

/** Called when other threads are about to see the cell: it goes from one list to the other. */
void rf_cell_shared(rf_ctx *cx, rf_cell *c);
/** Searches the shared cells if it is time and nobody else is about. */
void rf_shared_search(rf_ctx *cx);

/** What the scheduler knows. Without one there is nobody else, and nothing shared. */
typedef struct rf_rest {
    /** True when all other threads are at rest; they stay so until `end`. */
    bool (*begin)(rf_ctx *cx);
    void (*end)(rf_ctx *cx);
} rf_rest;
extern const rf_rest *rf_rest_of_tasks;

/** False while the thread is in the middle of changing what a search would look at. */
bool rf_is_settled(const rf_ctx *cx);

/* cycle_shared.c: the list */
bool rf_cell_is_shared(const rf_cell *c);
void rf_shared_enlist(rf_cell *c);
void rf_shared_delist(rf_cell *c);
bool rf_shared_is_due(void);
void rf_shared_each(rf_ctx *cx, void (*see)(rf_ctx *cx, rf_cell *c));
/** A search is over. */
void rf_shared_searched(rf_living left);

#endif
