/* One piece of work in the system, done by a helper or on the spot: see job.h. */

#include "io/job.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "io/helpers.h"
#include "io/op.h"
#include "ruff/error.h"

typedef struct job {
    rf_op              op;
    rf_chore           chore;
    const rf_job_type *type;
    uint32_t           stopped;
    alignas(max_align_t) char data[];
} job;

static job *job_of(rf_chore *c)
{
    return (job *)((char *)c - offsetof(job, chore));
}

static void work(rf_chore *c)
{
    job *j = job_of(c);

    if (!__atomic_load_n(&j->stopped, __ATOMIC_ACQUIRE))
        j->type->work(j->data);
}

static void done(rf_ctx *cx, rf_chore *c)
{
    job     *j       = job_of(c);
    bool     stopped = __atomic_load_n(&j->stopped, __ATOMIC_ACQUIRE) != 0;
    rf_value v       = stopped ? rf_null : j->type->result(cx, j->data);

    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &j->op);
    else
        rf_op_end(cx, &j->op, stopped ? RF_CANCELLED : RF_RESOLVED, v);
}

static void stop(rf_ctx *cx, rf_op *op)
{
    job *j = (job *)op;

    (void)cx;
    __atomic_store_n(&j->stopped, 1, __ATOMIC_RELEASE);
    if (j->type->stop)
        j->type->stop(j->data);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    job *j = (job *)op;

    (void)cx;
    j->type->drop(j->data);
}

/* Other bodies on this thread are taken over by others meanwhile. */
static rf_value do_here(rf_ctx *cx, const rf_job_type *t, void *data)
{
    rf_value v;

    rf_io_begin(cx, RF_IO_WORK);
    t->work(data);
    rf_io_end(cx, RF_IO_WORK);
    v = t->result(cx, data);
    t->drop(data);
    return v;
}

rf_value rf_job_promise(rf_ctx *cx, const rf_job_type *t, void *data)
{
    job *j = rf_op_new(cx, sizeof *j + t->size, RF_IO_WORK);
    int  failed;

    j->type        = t;
    j->op.stop     = stop;
    j->op.drop     = drop;
    j->chore.work  = work;
    j->chore.done  = done;
    j->chore.waits = t->waits;
    t->keep(data);
    memcpy(j->data, data, t->size);
    failed = rf_help(cx, &j->chore);
    if (failed)
        return rf_op_refuse(cx, &j->op, "Cannot start thread: %s", strerror(failed));
    return rf_from_object(j);
}

rf_value rf_job_start(rf_ctx *cx, const rf_job_type *t, void *data)
{
    const rf_party *p = rf_party_of(cx);

    if (!t->waits && (!p || p->sort == RF_MAIN))
        return do_here(cx, t, data);
    return rf_job_promise(cx, t, data);
}
