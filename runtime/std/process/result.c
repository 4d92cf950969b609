/* ProcessResult: see result.h. */

#include "std/process/result.h"

#include <stddef.h>

#include "io/lossy.h"
#include "ruff/struct.h"

typedef struct process_result {
    rf_object head;
    rf_value  exit_code, err, err_truncated, out, out_truncated, success, timed_out;
} process_result;

RF_STRING(exit_code_key, 8, "exitcode");
RF_STRING(err_key, 6, "stderr");
RF_STRING(err_truncated_key, 16, "stderr_truncated");
RF_STRING(out_key, 6, "stdout");
RF_STRING(out_truncated_key, 16, "stdout_truncated");
RF_STRING(success_key, 7, "success");
RF_STRING(timed_out_key, 9, "timed_out");

#define FIELD(member) {RF_TEXT(member##_key), offsetof(process_result, member), RF_REP_VALUE}
static const rf_struct_field fields[] = {
    FIELD(exit_code), FIELD(err),     FIELD(err_truncated), FIELD(out),
    FIELD(out_truncated), FIELD(success), FIELD(timed_out),
};

static const rf_struct_type type = {
    .kind        = RF_STRUCT_KIND,
    .name        = "ProcessResult",
    .size        = sizeof(process_result),
    .field_count = RF_COUNT_OF(fields),
    .fields      = fields,
};

static rf_value text_of(rf_ctx *cx, const rf_captured *k)
{
    return rf_from_object(rf_string_lossy(cx, k->size > 0 ? k->at : "", k->size));
}

rf_value rf_process_result(rf_ctx *cx, const rf_outcome *o)
{
    process_result *r = rf_struct_new(cx, &type);

    r->exit_code     = rf_from_int(o->exit_code);
    r->err           = text_of(cx, &o->err);
    r->err_truncated = rf_from_bool(o->err.truncated);
    r->out           = text_of(cx, &o->out);
    r->out_truncated = rf_from_bool(o->out.truncated);
    r->success       = rf_from_bool(o->exit_code == 0);
    r->timed_out     = rf_from_bool(o->timed_out);
    return rf_from_object(r);
}
