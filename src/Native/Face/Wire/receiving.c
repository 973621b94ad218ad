/* Waits for the reply of a call, and does meanwhile what the process of the handle asks for. */
#include "face.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Waits for a frame, and passes on a cancellation. user_cancel may come from another thread, or a signal. */
static int wait_for_frame(struct face_call *call)
{
    guestfs_h *g = call->g;
    struct pollfd waits[2] = { { .fd = g->socket, .events = POLLIN }, { .fd = g->cancelled, .events = POLLIN } };
    for (;;) {
        if (poll(waits, 2, -1) == -1) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (waits[1].revents & POLLIN) {
            uint64_t count;
            if (read(g->cancelled, &count, sizeof count) > 0 && face_send(g, FRAME_CANCEL, call->id, NULL, 0, -1) == -1)
                return -1;
        }
        if (waits[0].revents)
            return 0;
    }
}

static void keep(guestfs_h *g, const struct frame_header *header, unsigned char *payload)
{
    struct face_waiting *frame = face_allocate(g, sizeof *frame), **last = &g->waiting;
    frame->header = *header;
    frame->payload = payload;
    while (*last)
        last = &(*last)->next;
    *last = frame;
}

static struct face_waiting *find_kept(guestfs_h *g, uint32_t id)
{
    struct face_waiting *frame = g->waiting;
    while (frame && frame->header.call != id)
        frame = frame->next;
    return frame;
}

static struct face_waiting *take_kept(guestfs_h *g, uint32_t id)
{
    for (struct face_waiting **at = &g->waiting; *at; at = &(*at)->next) {
        if ((*at)->header.call == id) {
            struct face_waiting *frame = *at;
            *at = frame->next;
            return frame;
        }
    }
    return NULL;
}

static void take_failure(struct face_call *call, unsigned char *payload, uint32_t length)
{
    int32_t number = 0;
    call->failed = true;
    if (length >= sizeof number)
        memcpy(&number, payload, sizeof number);
    else
        length = sizeof number;
    char *text = face_copy_text(call->g, payload + sizeof number, length - sizeof number);
    face_fail_text(call->g, number, text);
    free(text);
}

/* Does what a frame of this call says. Returns 1 when it is the last one, -1 when the connection is no good. */
static int handle_frame(struct face_call *call, const struct frame_header *header, unsigned char *payload)
{
    switch (header->kind) {
    case FRAME_PART:
    case FRAME_END:
        face_append(call->g, &call->reply, payload, header->length);
        return header->kind == FRAME_END;
    case FRAME_FAILED:
        /* A file that could not be opened has said so itself. */
        if (!call->failed)
            take_failure(call, payload, header->length);
        return 1;
    case FRAME_WANT_INPUT:
    case FRAME_WANT_OUTPUT:
        return face_open_wanted(call, header->kind == FRAME_WANT_OUTPUT);
    default:
        return -1;
    }
}

/* Receives one frame. That of another call is kept for it, and the payload of an event is used up. */
static int receive(struct face_call *call)
{
    guestfs_h *g = call->g;
    struct frame_header header;
    int fd = -1;
    if (wait_for_frame(call) == -1 || frame_receive(g->socket, &header, sizeof header, &fd) != 1 || header.length > FRAME_LIMIT)
        return -1;
    bool is_ours = header.call == call->id && header.kind != FRAME_EVENT;
    if (is_ours && (header.kind == FRAME_PART || header.kind == FRAME_END)) {
        void *room = face_reserve(g, &call->reply, header.length);
        if (header.length > 0 && frame_receive(g->socket, room, header.length, &fd) != 1)
            return -1;
        return header.kind == FRAME_END;
    }
    unsigned char *payload = face_allocate(g, header.length);
    int result = header.length == 0 || frame_receive(g->socket, payload, header.length, &fd) == 1 ? 0 : -1;
    if (result == 0 && header.kind == FRAME_EVENT) {
        face_event_arrived(g, payload, header.length);
    } else if (result == 0 && is_ours) {
        result = handle_frame(call, &header, payload);
    } else if (result == 0) {
        keep(g, &header, payload);
        return 0;
    }
    free(payload);
    return result;
}

/* Lets other threads make calls until there is something to read. Their frames may be among it, and ours among what they have kept. */
static int let_others_call(guestfs_h *g)
{
    const int patience = 100;   /* milliseconds after which a frame is noticed that another thread has kept for us */
    struct pollfd wait = { .fd = g->socket, .events = POLLIN };
    face_unlock(g);
    poll(&wait, 1, patience);
    face_lock(g);
    return poll(&wait, 1, 0);
}

/* Returns 0 when the call ended, well or with its error, and -1 when the process of the handle is gone. */
int face_receive_reply(struct face_call *call)
{
    for (;;) {
        int result;
        struct face_waiting *kept = take_kept(call->g, call->id);
        if (kept) {
            result = handle_frame(call, &kept->header, kept->payload);
            free(kept->payload);
            free(kept);
        } else if ((call->method->flags & FACE_LASTS) && let_others_call(call->g) == 0) {
            result = call->g->is_lost ? -1 : 0;
        } else {
            struct face_waiting *late = call->method->flags & FACE_LASTS ? find_kept(call->g, call->id) : NULL;
            result = late ? 0 : receive(call);
        }
        if (result != 0)
            return result == 1 ? 0 : -1;
    }
}
