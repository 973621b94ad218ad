/* Functions that are about the face itself, so they have a form of their own here. */
#include "own.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct face_method set_trace = { "set_trace", "set_trace", "", 0 };
static const struct face_method get_trace = { "get_trace", "get_trace", "", 0 };
static const struct face_method c_pointer = { "c_pointer", "c_pointer", "", 0 };

/* The face traces: it alone knows the calls as the program made them. */
PUBLIC int guestfs_set_trace(guestfs_h *g, int trace)
{
    struct face_call call;
    if (face_begin(&call, g, &set_trace) == -1)
        return -1;
    face_trace_line(g, "set_trace %s", trace ? "true" : "false");
    g->traces = trace != 0;
    face_trace_result(&call, "0");
    face_end(&call);
    return 0;
}

PUBLIC int guestfs_get_trace(guestfs_h *g)
{
    struct face_call call;
    if (face_begin(&call, g, &get_trace) == -1)
        return -1;
    int result = g->traces;
    face_trace_line(g, "get_trace");
    face_trace_result(&call, "%d", result);
    face_end(&call);
    return result;
}

PUBLIC int64_t guestfs_c_pointer(guestfs_h *g)
{
    struct face_call call;
    if (face_begin(&call, g, &c_pointer) == -1)
        return -1;
    face_trace_line(g, "c_pointer");
    face_trace_result(&call, "%lld", (long long)(intptr_t)g);
    face_end(&call);
    return (int64_t)(intptr_t)g;
}

/* May be called from a signal handler, and from any thread while another is in a call: so no lock, and no look at the registry. */
PUBLIC int guestfs_user_cancel(guestfs_h *g)
{
    int error = errno;
    uint64_t one = 1;
    if (!g)
        return -1;
    ssize_t written = write(g->cancelled, &one, sizeof one);
    errno = error;
    return written == sizeof one ? 0 : -1;
}

/* The traces need it, so the face remembers it, too. */
PUBLIC int guestfs_set_identifier(guestfs_h *g, const char *identifier)
{
    if (!face_is_open(g))
        return face_set_identifier(g, identifier);
    face_lock(g);
    char *before = g->identifier;
    if (identifier)
        g->identifier = face_copy_text(g, identifier, strlen(identifier));
    int result = face_set_identifier(g, identifier);
    if (identifier)
        free(before);
    face_unlock(g);
    return result;
}
