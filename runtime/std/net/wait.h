#ifndef RUFF_STD_NET_WAIT_H
#define RUFF_STD_NET_WAIT_H

#include "std/events/events.h"
#include "std/net/socket.h"

/* A call on a socket that could not be done at once: it is tried again whenever the socket is ready. */

typedef enum rf_tried { RF_TRY_AGAIN, RF_TRY_DONE, RF_TRY_FAILED } rf_tried;

typedef struct rf_net_call rf_net_call;
struct rf_net_call {
    rf_event_op base;
    rf_socket  *socket;  /* entered, and counted */
    void       *event;   /* of libevent */
    const char *who;     /* for errors: "tcp_receive" */
    int         error;   /* of the system, when it has failed */
    int         file;    /* of the socket; what tcp_accept got */
    size_t      size;    /* wanted, then had */
    size_t      done;    /* of what is to be sent */
    char       *data;    /* freed with the call */
    struct sockaddr_storage from;
    socklen_t               from_size;
    rf_tried (*attempt)(rf_net_call *c);                 /* touches no values */
    rf_value (*result)(rf_ctx *cx, const rf_net_call *c);
};

/** What an attempt comes to whose call of the system has answered -1: errno tells. */
rf_tried rf_net_failed(rf_net_call *c);

/** What the call gives when it can be done at once, else a promise of it. `filled` has everything but base,
    event and socket; its data is taken. Null with the error thrown when it fails at once. */
rf_value rf_net_start(rf_ctx *cx, rf_net_call *filled, rf_value socket, rf_io waits_for, short events,
                      uint32_t seconds);

#endif
