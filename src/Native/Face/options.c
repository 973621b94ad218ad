/* Optional arguments. */
#include "face.h"

#include <string.h>

void face_option_text(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (!value) {
        face_refuse(call, 0, "%s: optional parameter cannot be NULL", name);
    } else {
        face_put_bytes(call->g, &call->request, number, value, strlen(value));
        face_trace(call, " \"%s:%s\"", name, value);
    }
}

void face_option_secret(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (!value) {
        face_refuse(call, 0, "%s: optional parameter cannot be NULL", name);
    } else {
        face_put_bytes(call->g, &call->request, number, value, strlen(value));
        face_trace(call, " \"%s:***\"", name);
    }
}

void face_option_texts(struct face_call *call, uint32_t number, const char *name, char *const *values)
{
    if (!values) {
        face_refuse(call, 0, "%s: optional list cannot be NULL", name);
        return;
    }
    face_trace(call, " \"%s:", name);
    for (size_t i = 0; values[i]; i++) {
        face_put_bytes(call->g, &call->request, number, values[i], strlen(values[i]));
        face_trace(call, i > 0 ? " %s" : "%s", values[i]);
    }
    face_trace(call, "\"");
}

void face_option_number(struct face_call *call, uint32_t number, const char *name, int64_t value)
{
    face_put_number(call->g, &call->request, number, (uint64_t)value);
    face_trace(call, " \"%s:%lld\"", name, (long long)value);
}

void face_option_truth(struct face_call *call, uint32_t number, const char *name, int value)
{
    face_put_number(call->g, &call->request, number, value != 0);
    face_trace(call, " \"%s:%s\"", name, value ? "true" : "false");
}

void face_check_options(struct face_call *call, uint64_t given, uint64_t known, const char *c_name)
{
    if (given & ~known)
        face_refuse(call, 0, "unknown option in guestfs_%s_argv->bitmask: the program knows more options than this library", c_name);
}

void face_unknown_option(guestfs_h *g, const char *name, int option)
{
    if (face_is_open(g))
        face_fail(g, 0, "%s: unknown option %d: the program knows more options than this library, or the list does not end in -1", name, option);
}

void face_double_option(guestfs_h *g, const char *name)
{
    if (face_is_open(g))
        face_fail(g, 0, "%s: same optional argument specified more than once", name);
}
