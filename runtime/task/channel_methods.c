/* The kind of channels: ch.send(v) and the like when the receiver is only known at run time, for
 * loops, len. */

#include <stdlib.h>

#include "core/heap.h"
#include "core/point.h"
#include "task/channel.h"

static rf_value call_send(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return rf_send(cx, self, args[0], 0);
}

static rf_value call_receive(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_receive(cx, self, 0);
}

static rf_value call_receive_timeout(rf_ctx *cx, rf_value self, const rf_value *args,
                                     uint32_t count)
{
    (void)count;
    return rf_receive_timeout(cx, self, args[0], 0);
}

static rf_value call_send_timeout(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return rf_send_timeout(cx, self, args[0], args[1], 0);
}

static rf_value call_try_receive(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_channel_try_receive(cx, rf_channel_of(self));
}

static rf_value call_try_send(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return rf_channel_try_send(cx, rf_channel_of(self), args[0]);
}

static rf_value call_close(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    rf_channel_close(cx, rf_channel_of(self));
    return rf_null;
}

static rf_value call_is_closed(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    rf_channel *c = rf_channel_of(self);
    bool        closed;

    (void)cx, (void)args, (void)count;
    rf_lock_take(&c->in_lock);
    closed = c->closed;
    rf_lock_give(&c->in_lock);
    return rf_from_bool(closed);
}

static rf_value call_len(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)args, (void)count;
    return rf_from_int(rf_channel_len(rf_channel_of(self)));
}

static rf_value call_capacity(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    int64_t room = rf_channel_of(self)->room;

    (void)cx, (void)args, (void)count;
    return room < 0 ? rf_null : rf_from_int(room);
}

static rf_value call_receive_all(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    return rf_channel_all(cx, rf_channel_of(self));
}

static const rf_method_row rows[] = {
    {"send", 1, 1, call_send},
    {"receive", 0, 0, call_receive},
    {"receive_timeout", 1, 1, call_receive_timeout},
    {"send_timeout", 2, 2, call_send_timeout},
    {"try_receive", 0, 0, call_try_receive},
    {"try_send", 1, 1, call_try_send},
    {"close", 0, 0, call_close},
    {"is_closed", 0, 0, call_is_closed},
    {"len", 0, 0, call_len},
    {"capacity", 0, 0, call_capacity},
    {"receive_all", 0, 0, call_receive_all},
    {NULL, 0, 0, NULL},
};

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                       uint32_t count)
{
    rf_point(cx);
    return rf_call_row(cx, rows, *place, name, args, count);
}

static bool next(rf_ctx *cx, struct rf_loop *l, rf_value *item)
{
    return rf_channel_next(cx, l->over.as.o, item, 0);
}

static int64_t len(rf_ctx *cx, rf_object *o)
{
    rf_point(cx);
    return rf_channel_len((rf_channel *)o);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_channel *c = (rf_channel *)o;

    for (uint64_t i = 0; i < c->out.count; i++)
        rf_release(cx, c->out.at[c->out.first + i]);
    for (uint64_t i = 0; i < c->in.count; i++)
        rf_release(cx, c->in.at[i]);
    free(c->out.at);
    free(c->in.at);
    rf_object_free(cx, c, sizeof *c);
}

const rf_kind rf_channel_kind = {
    .id        = RF_K_CHANNEL,
    .type_name = "channel",
    .destroy   = destroy,
    .method    = method,
    .next      = next,
    .len       = len,
};
