/* How long a value is: len(x). */

#include "core/collections.h"

static int64_t object_len(rf_ctx *cx, rf_object *o)
{
    switch (o->kind->id) {
    case RF_K_STRING:
        return ((rf_string *)o)->length;
    case RF_K_ARRAY:
        return ((rf_array *)o)->len;
    case RF_K_DICT:
        return rf_dict_len((rf_dict *)o);
    case RF_K_SET:
        return rf_set_len((rf_set *)o);
    case RF_K_QUEUE:
    case RF_K_STACK:
        return ((rf_list *)o)->len;
    case RF_K_BYTES:
        return ((rf_bytes *)o)->len;
    case RF_K_STRUCT:
    case RF_K_STRUCTDEF:
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
    case RF_K_ERROR:
    case RF_K_FUNCTION:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_CELL:
    case RF_K_OTHER:
        break;
    }
    return o->kind->len ? o->kind->len(cx, o) : -1;
}

int64_t rf_value_len(rf_ctx *cx, rf_value v)
{
    return v.tag == RF_OBJECT ? object_len(cx, v.as.o) : -1;
}
