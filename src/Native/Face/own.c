/* Functions that are about the face itself, so they have a form of their own here. */
#include "face.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct face_method set_trace = { "set_trace", "set_trace", "", 0 };
static const struct face_method get_trace = { "get_trace", "get_trace", "", 0 };
static const struct face_method set_selinux = { "set_selinux", "set_selinux", "", 0 };
static const struct face_method get_selinux = { "get_selinux", "get_selinux", "", 0 };
static const struct face_method set_identifier = { "set_identifier", "set_identifier", "/guestctl.Handle/SetIdentifier", 0 };
static const struct face_method c_pointer = { "c_pointer", "c_pointer", "", 0 };

/* The face traces: it alone knows the calls as the program made them. The call that turns traces on is not traced itself. */
PUBLIC int guestfs_set_trace(guestfs_h *g, int trace)
{
    struct face_call call;
    if (face_begin(&call, g, &set_trace) == -1)
        return -1;
    if (g->traces) {
        face_trace_line(g, "set_trace %s", trace ? "true" : "false");
        face_trace_result(&call, "0");
    }
    g->traces = trace != 0;
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

/* A property that libguestfs keeps, too. The appliance has no SELinux that it could turn on. */
PUBLIC int guestfs_set_selinux(guestfs_h *g, int selinux)
{
    struct face_call call;
    if (face_begin(&call, g, &set_selinux) == -1)
        return -1;
    face_trace_line(g, "set_selinux %s", selinux ? "true" : "false");
    g->selinux = selinux != 0;
    face_trace_result(&call, "0");
    face_end(&call);
    return 0;
}

PUBLIC int guestfs_get_selinux(guestfs_h *g)
{
    struct face_call call;
    if (face_begin(&call, g, &get_selinux) == -1)
        return -1;
    int result = g->selinux;
    face_trace_line(g, "get_selinux");
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

/* Printed traces begin with it, from the result of this call on. */
PUBLIC int guestfs_set_identifier(guestfs_h *g, const char *identifier)
{
    struct face_call call;
    if (face_begin(&call, g, &set_identifier) == -1)
        return -1;
    face_text(&call, 1, "identifier", identifier);
    int result = face_run(&call);
    if (result == 0) {
        free(g->identifier);
        g->identifier = face_copy_text(g, identifier, strlen(identifier));
        face_trace_result(&call, "0");
    } else {
        face_trace_failure(&call, "-1");
    }
    face_end(&call);
    return result;
}
