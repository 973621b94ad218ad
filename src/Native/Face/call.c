/* The way of one call. */
#include "face.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int face_begin(struct face_call *call, guestfs_h *g, const struct face_method *method)
{
    if (!face_is_open(g)) {
        fprintf(stderr, "libguestfs: error: %s: the handle is %s\n", method->name, g ? "closed" : "NULL");
        errno = EINVAL;
        return -1;
    }
    int errno_before = errno;
    face_lock(g);
    memset(call, 0, sizeof *call);
    call->errno_before = errno_before;
    call->g = g;
    call->method = method;
    face_raise(g, GUESTFS_EVENT_ENTER, method->name, strlen(method->name), NULL, 0);
    size_t length = strlen(method->path);
    unsigned char prefix[2] = { (unsigned char)length, (unsigned char)(length >> 8) };
    face_append(g, &call->request, prefix, sizeof prefix);
    face_append(g, &call->request, method->path, length);
    return 0;
}

/* Ends a call before it was sent. Only the first reason counts. */
void face_refuse(struct face_call *call, int number, const char *format, ...)
{
    if (call->failed)
        return;
    call->failed = true;
    va_list values;
    char *text;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    face_fail(call->g, number, "%s: %s", call->method->name, length < 0 ? format : text);
    if (length >= 0)
        free(text);
}

int face_send(guestfs_h *g, uint32_t kind, uint32_t id, const void *payload, size_t length, int fd)
{
    struct frame_header header = { (uint32_t)length, id, kind, 0 };
    return frame_send(g->socket, &header, sizeof header, payload, length, fd);
}

/* Says once that the process of the handle is gone. */
void face_lose(guestfs_h *g)
{
    if (!g->is_lost) {
        g->is_lost = true;
        face_raise(g, GUESTFS_EVENT_SUBPROCESS_QUIT, NULL, 0, NULL, 0);
    }
}

/* Relative names mean the directory that the program is in now. One that was removed has no name: an empty one is sent. */
static void send_directory(guestfs_h *g, uint32_t id)
{
    char *directory = getcwd(NULL, 0);
    face_send(g, FRAME_DIRECTORY, id, directory, directory ? strlen(directory) : 0, -1);
    free(directory);
}

static void forget_cancellation(guestfs_h *g)
{
    uint64_t count;
    if (read(g->cancelled, &count, sizeof count) == -1 && errno != EAGAIN)
        return;
}

/* Sends the request and waits for the reply. Returns 0, or -1 with the error of the handle set. */
int face_run(struct face_call *call)
{
    guestfs_h *g = call->g;
    call->is_refused = call->failed;
    if (call->failed)
        return -1;
    face_trace_line(g, "%s%.*s", call->method->name, FACE_TRACED(call));
    g->running = call->method;
    call->id = ++g->shared->last_call;
    if (call->request.length > FRAME_LIMIT) {
        face_refuse(call, E2BIG, "the arguments have %zu bytes, which are too many", call->request.length);
        return -1;
    }
    forget_cancellation(g);
    if (call->method->flags & FACE_HOST_PATHS)
        send_directory(g, call->id);
    struct frame_header header = { (uint32_t)call->request.length, call->id, FRAME_CALL, call->file_field };
    if (!g->is_lost && frame_send(g->socket, &header, sizeof header, call->request.data, call->request.length, -1) == 0
        && face_receive_reply(call) == 0)
        return call->failed ? -1 : 0;
    face_lose(g);
    face_refuse(call, EPIPE, "the process of this handle has ended; close the handle and create a new one");
    return -1;
}

/* What is left over in errno is the number of the error: scripts in Perl make their exit code of it. A call that went well changes nothing. */
void face_end(struct face_call *call)
{
    int left_over = call->failed ? guestfs_last_errno(call->g) : call->errno_before;
    free(call->request.data);
    free(call->reply.data);
    free(call->trace.data);
    face_unlock(call->g);
    errno = left_over;
}
