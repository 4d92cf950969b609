#ifndef RUFF_TIER_H
#define RUFF_TIER_H

#include "ruff/abi.h"

/* What emitted C says when it is compiled twice for one run: by tcc to start at once, by cc to go on with. Only
   tcc's code leaves for the other: on entry of a function, and at the head of a loop, with the variables that it has. */

/** A place in tcc's code for each function: cc's form of it, or NULL; then cc's form that goes on in a loop. */
#ifdef __TINYC__
extern void *rf_tier_code[];
#define RF_TIER_ENTER(type, arguments)                                                             \
    if (RF_UNLIKELY(rf_tier_code[2 * rf_tier]))                                                    \
        return ((type)rf_tier_code[2 * rf_tier]) arguments;
#ifndef RF_TIER_FIRST
#define RF_TIER_FIRST 1 /* tests choose from which loop of a function on it may be left */
#endif
#define RF_AT_LOOP(n)                                                                              \
    if (n >= RF_TIER_FIRST && RF_UNLIKELY(rf_tier_code[2 * rf_tier + 1]))                          \
        goto at_loop_##n;
#else
#define RF_TIER_ENTER(type, arguments)
#define RF_AT_LOOP(n)
#endif

/** cc compiles the text in two ways: to take over, with the forms that go on in a loop, without the
    script's beginning; or (RF_TIER_ALONE) as a program of its own. */
#if defined(__TINYC__) || defined(RF_TIER_ALONE)
#define RF_TIER_TAKES 0
#define RF_TIER_ENTRY 1
#else
#define RF_TIER_TAKES 1
#define RF_TIER_ENTRY 0
#endif

/** An object that both must see: variables of the script, and what is known by its address. cc's code finds
    it through a table that the loader fills in, with tcc's if that came first. */
#ifdef RF_TIER_ALONE
#define RF_SHARED static
#define RF_SHARED_LATER static /* it is defined further down */
#define RF_SHARED_AS(name)
#else
#define RF_SHARED
#define RF_SHARED_LATER extern
#define RF_SHARED_AS(name) __asm__("rf_of_" #name)
#endif

#define RF_SHARED_CLOSURE(name, function)                                                          \
    RF_SHARED rf_closure name RF_SHARED_AS(name) RF_UNUSED = {                                               \
        {RF_STATIC_COUNT, 0, &rf_closure_kind}, &(function), 0}
#define RF_SHARED_TAG(name, kind, variant)                                                         \
    RF_SHARED rf_tagged name RF_SHARED_AS(name) RF_UNUSED = {{RF_STATIC_COUNT, 0, &(kind)}, &(variant), 0}

#endif
