/* The last error of a handle, and who is told of errors. */
#include "face.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_error(guestfs_h *g, void *opaque, const char *text)
{
    (void)g;
    (void)opaque;
    fprintf(stderr, "libguestfs: error: %s\n", text);
}

void face_fail_text(guestfs_h *g, int number, const char *text)
{
    char *error = face_copy_text(g, text, strlen(text));
    free(g->error);
    g->error = error;
    g->error_number = number;
    if (g->handler.handle)
        g->handler.handle(g, g->handler.opaque, error);
}

void face_fail(guestfs_h *g, int number, const char *format, ...)
{
    va_list values;
    char *text;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0)
        text = face_copy_text(g, format, strlen(format));
    face_fail_text(g, number, text);
    free(text);
}

PUBLIC const char *guestfs_last_error(guestfs_h *g)
{
    return face_is_open(g) ? g->error : NULL;
}

PUBLIC int guestfs_last_errno(guestfs_h *g)
{
    return face_is_open(g) ? g->error_number : EINVAL;
}

/* The handler of a new handle. */
void face_init_errors(guestfs_h *g)
{
    g->handler.handle = print_error;
}

PUBLIC void guestfs_set_error_handler(guestfs_h *g, guestfs_error_handler_cb cb, void *opaque)
{
    if (!face_is_open(g))
        return;
    face_lock(g);
    g->handler.handle = cb;
    g->handler.opaque = opaque;
    face_unlock(g);
}

PUBLIC guestfs_error_handler_cb guestfs_get_error_handler(guestfs_h *g, void **opaque_rtn)
{
    if (!face_is_open(g))
        return NULL;
    if (opaque_rtn)
        *opaque_rtn = g->handler.opaque;
    return g->handler.handle;
}

PUBLIC void guestfs_push_error_handler(guestfs_h *g, guestfs_error_handler_cb cb, void *opaque)
{
    if (!face_is_open(g))
        return;
    struct face_handler *below = face_allocate(g, sizeof *below);
    face_lock(g);
    *below = g->handler;
    g->handler = (struct face_handler) { cb, opaque, below };
    face_unlock(g);
}

/* Below the last one is the handler that prints. */
PUBLIC void guestfs_pop_error_handler(guestfs_h *g)
{
    if (!face_is_open(g))
        return;
    face_lock(g);
    struct face_handler *below = g->handler.below;
    g->handler = below ? *below : (struct face_handler) { print_error, NULL, NULL };
    face_unlock(g);
    free(below);
}

void face_free_errors(guestfs_h *g)
{
    struct face_handler *below;
    while ((below = g->handler.below)) {
        g->handler.below = below->below;
        free(below);
    }
    free(g->error);
}

PUBLIC void guestfs_set_out_of_memory_handler(guestfs_h *g, guestfs_abort_cb cb)
{
    if (face_is_open(g))
        g->out_of_memory = cb;
}

PUBLIC guestfs_abort_cb guestfs_get_out_of_memory_handler(guestfs_h *g)
{
    return face_is_open(g) ? (g->out_of_memory ? g->out_of_memory : abort) : NULL;
}
