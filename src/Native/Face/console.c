/* The console of the appliance, for virt-rescue: a socket whose other end is a rescue shell on a terminal. */
#include "face.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Fields of the message ConsoleRequest and of the message ConsoleSize in it. */
enum { FIELD_TERMINAL = 1, FIELD_SIZE = 2, FIELD_ROWS = 1, FIELD_COLUMNS = 2 };

/* The terminal that the program has, or -1. */
static int find_terminal(struct winsize *size)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (ioctl(fd, TIOCGWINSZ, size) == 0)
            return fd;
    }
    memset(size, 0, sizeof *size);
    return -1;
}

static void put_terminal(struct face_call *call, const struct winsize *size)
{
    const char *kind = getenv("TERM");
    struct face_buffer field = { 0 };
    if (kind)
        face_put_bytes(call->g, &call->request, FIELD_TERMINAL, kind, strlen(kind));
    face_put_number(call->g, &field, FIELD_ROWS, size->ws_row);
    face_put_number(call->g, &field, FIELD_COLUMNS, size->ws_col);
    face_put_bytes(call->g, &call->request, FIELD_SIZE, field.data, field.length);
    free(field.data);
}

/* Returns a new socket, which is the caller's to close. The process of the handle has the other end, and the terminal, to learn of its size. */
PUBLIC int guestfs_internal_get_console_socket(guestfs_h *g)
{
    static const struct face_method method = { "internal_get_console_socket", "internal_get_console_socket", "/guestctl.internal.Console/Open", 0 };
    struct face_call call;
    if (face_begin(&call, g, &method) == -1)
        return -1;
    struct winsize size;
    int terminal = find_terminal(&size);
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
        face_refuse(&call, errno, "a socket: %s", strerror(errno));
        face_trace_failure(&call, "-1");
        face_end(&call);
        return -1;
    }
    put_terminal(&call, &size);
    int given[2] = { ends[1], terminal >= 0 ? terminal : ends[1] };
    call.console = given;
    int result = face_run(&call) == 0 ? face_move_up(ends[0]) : -1;
    close(ends[1]);
    if (result == -1)
        close(ends[0]);
    if (call.failed)
        face_trace_failure(&call, "-1");
    else
        face_trace_result(&call, "%d", result);
    face_end(&call);
    return result;
}
