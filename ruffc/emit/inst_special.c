/* Instructions whose C is more than a pattern: which function writes which. */

#include <inttypes.h>

#include "emit/inst.h"

const char *dst_name(Emit *e, const Inst *in)
{
    return reg_name(e, in->dst);
}

void put_value(Emit *e, const Inst *in, const char *expression)
{
    if (!fold(e, in, expression))
        line(e, "%s = %s;", dst_name(e, in), expression);
}

void emit_special(Emit *e, const Inst *in)
{
    switch ((int)in->op) {
    case IR_INT:
        emit_int(e, in);
        break;
    case IR_FLOAT:
        emit_float(e, in);
        break;
    case IR_BOOL:
        put_value(e, in, in->imm.integer ? "true" : "false");
        break;
    case IR_STRING:
        put_value(e, in, text(e, "RF_TEXT(%s)", string_literal(e, in->imm.text)));
        break;
    case IR_STATIC:
        emit_static(e, in);
        break;
    case IR_MOVE:
        emit_move(e, in);
        break;
    case IR_ADD_INT:
        emit_checked(e, in, "add", '+');
        break;
    case IR_SUB_INT:
        emit_checked(e, in, "sub", '-');
        break;
    case IR_MUL_INT:
        emit_checked(e, in, "mul", '*');
        break;
    case IR_DIV_INT:
        emit_division(e, in, '/');
        break;
    case IR_MOD_INT:
        emit_division(e, in, '%');
        break;
    case IR_NEG_INT:
        emit_negation(e, in);
        break;
    case IR_DIV_FLOAT:
        emit_float_division(e, in, '/');
        break;
    case IR_MOD_FLOAT:
        emit_float_division(e, in, '%');
        break;
    case IR_INDEX:
        emit_index(e, in);
        break;
    case IR_CHARACTER:
        emit_character(e, in);
        break;
    case IR_INSIDE:
    case IR_INSIDE_ROW:
        emit_inside(e, in);
        break;
    case IR_STORE_ITEM:
        emit_store_item(e, in);
        break;
    case IR_ARRAY:
        emit_array(e, in);
        break;
    case IR_PLACE_OWN:
        emit_place_own(e, in);
        break;
    case IR_GLOBAL_GET:
        put_value(e, in, global_name(e, in->imm.global));
        break;
    case IR_GLOBAL_SET:
        emit_global_set(e, in);
        break;
    case IR_GLOBAL_OWN:
        emit_own(e, in, global_name(e, in->imm.global));
        break;
    case IR_GLOBAL_ADDRESS:
        line(e, "%s = &%s;", dst_name(e, in), global_name(e, in->imm.global));
        break;
    case IR_CAPTURE:
        emit_capture(e, in);
        break;
    case IR_STRUCT_NEW:
        emit_struct_new(e, in);
        break;
    case IR_STRUCT_LOAD:
    case IR_STRUCT_MAKE:
        emit_struct_form(e, in);
        break;
    case IR_FIELD_SET:
        emit_field_set(e, in);
        break;
    case IR_FIELD_OWN:
        emit_own(e, in, text(e, "%s->%s", operand(e, in->args[0]), field_name(e, in->imm.field)));
        break;
    case IR_FIELD_CHECK:
        emit_field_check(e, in);
        break;
    case IR_SOME_CHECK:
        emit_some_check(e, in);
        break;
    case IR_SET_CHECK:
        emit_set_check(e, in);
        break;
    case IR_CALL:
        emit_call(e, in);
        break;
    case IR_CALL_C:
        emit_call_c(e, in);
        break;
    case IR_CALL_LIST:
        emit_call_list(e, in);
        break;
    case IR_CLOSURE:
        emit_closure(e, in);
        break;
    case IR_SPAWN:
        emit_spawn(e, in);
        break;
    case IR_TAG:
        emit_tag(e, in);
        break;
    case IR_MATCH_VARIANT:
        emit_match_variant(e, in);
        break;
    case IR_SELECT:
    case IR_SELECT_POLL:
        emit_select(e, in);
        break;
    case IR_SELECT_GOT:
        line(e, "%s = arms_%u[%" PRId64 "].got;", dst_name(e, in), in->select->dst,
             in->imm.integer);
        break;
    case IR_POLL:
        emit_poll(e, in);
        break;
    case IR_YIELD:
        emit_yield(e, in);
        break;
    case IR_DEPTH:
        emit_depth(e);
        break;
    case IR_SITE:
        emit_site(e, in);
        break;
    case IR_FAIL:
        emit_fail(e, in);
        break;
    case IR_LEAVE:
        emit_leave(e, in);
        break;
    case IR_CATCH:
        emit_catch(e, in);
        break;
    case IR_SAVE_ERROR:
        emit_save(e, in);
        break;
    case IR_RAISE:
        emit_raise(e, in);
        break;
    case IR_RETAIN:
        line(e,
             e->f->regs.at[in->args[0]].rep == REP_VALUE ? "rf_retain(%s);"
                                                         : "rf_retain_object(%s);",
             reg_name(e, in->args[0]));
        break;
    case IR_RELEASE:
        emit_release(e, in);
        break;
    default:
        emit_loop_op(e, in);
        break;
    }
}
