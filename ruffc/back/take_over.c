/* cc's code takes over from tcc's in a running program (emit/tier.c has what both say for it).

   First the objects that both must see: the shared object has its own, and finds them through its table
   of addresses, as any shared object does; the table is made to lead to tcc's. Then the places where tcc's code
   looks for cc's, one after the other: whoever finds one leaves, whoever does not goes on as it was. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "back/backend.h"
#include "ruff/closure.h"

/* What the loader knows of a shared object, as far as it is needed here. */
typedef struct Loaded {
    char             *base;
    const ElfW(Rela) *rela;
    size_t            rela_count;
    const ElfW(Sym)  *symbols;
    const char       *names;
} Loaded;

static bool read_loaded(void *object, Loaded *out)
{
    struct link_map *map;

    *out = (Loaded){0};
    if (dlinfo(object, RTLD_DI_LINKMAP, &map) != 0)
        return false;
    out->base = (char *)map->l_addr;
    for (const ElfW(Dyn) *d = map->l_ld; d->d_tag != DT_NULL; d++) {
        if (d->d_tag == DT_RELA)
            out->rela = (const ElfW(Rela) *)d->d_un.d_ptr;
        else if (d->d_tag == DT_RELASZ)
            out->rela_count = d->d_un.d_val / sizeof(ElfW(Rela));
        else if (d->d_tag == DT_SYMTAB)
            out->symbols = (const ElfW(Sym) *)d->d_un.d_ptr;
        else if (d->d_tag == DT_STRTAB)
            out->names = (const char *)d->d_un.d_ptr;
    }
    return out->rela && out->symbols && out->names;
}

/* The linker may have had the page made read-only once it was filled. */
static bool set_word(char *at, uintptr_t value)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    if (mprotect((void *)((uintptr_t)at & ~(page - 1)), page, PROT_READ | PROT_WRITE) != 0)
        return false;
    memcpy(at, &value, sizeof value);
    return true;
}

/* False when something is not as expected: the object is not used then. */
static bool share_objects(Jit *jit, void *object)
{
    static const char prefix[] = "rf_of_";
    Loaded            l;

    if (!read_loaded(object, &l))
        return false;
    for (size_t i = 0; i < l.rela_count; i++) {
        const char *name = l.names + l.symbols[ELF64_R_SYM(l.rela[i].r_info)].st_name;
        char       *there;

        if (strncmp(name, prefix, sizeof prefix - 1) != 0)
            continue;
        there = jit_symbol(jit, name);
        if (!there ||
            !set_word(l.base + l.rela[i].r_offset, (uintptr_t)there + (uintptr_t)l.rela[i].r_addend))
            return false;
    }
    return true;
}

/* What is known of functions is tcc's, and can be written there. */
static void call_through_values(void *const *values)
{
    for (; values && *values; values += 3) {
        rf_function *f = *values;

        __atomic_store_n((void **)&f->call, values[1], __ATOMIC_RELEASE);
        __atomic_store_n((void **)&f->way, values[2], __ATOMIC_RELEASE);
    }
}

void jit_take_over(Jit *jit, void *object, int where)
{
    void          **code   = jit_symbol(jit, "rf_tier_code");
    void *const    *made   = dlsym(object, "rf_tier_made");
    const uint32_t *places = dlsym(object, "rf_tier_places");

    if (!code || !made || !places || !share_objects(jit, object))
        return;
    for (uint32_t i = 0; i < *places; i++)
        if (where & (i % 2 ? TAKE_LOOPS : TAKE_CALLS))
            __atomic_store_n(&code[i], made[i], __ATOMIC_RELEASE);
    if (where & TAKE_CALLS)
        call_through_values(dlsym(object, "rf_tier_values"));
}
