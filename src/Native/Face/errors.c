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

/* A thread that ends leaves its error behind. */
static void forget(void *value)
{
    struct face_error *error = value, **at;
    guestfs_h *g = error->g;
    pthread_mutex_lock(&g->error_lock);
    for (at = &g->errors; *at && *at != error;)
        at = &(*at)->next;
    if (*at)
        *at = error->next;
    pthread_mutex_unlock(&g->error_lock);
    free(error->text);
    free(error);
}

/* Each thread has an error of its own, or a thread could not ask for the text of the one it was just told of: another may fail meanwhile. */
static struct face_error *own_error(guestfs_h *g)
{
    struct face_error *error = g->has_error_key ? pthread_getspecific(g->error_key) : g->errors;
    if (error)
        return error;
    error = face_allocate(g, sizeof *error);
    error->g = g;
    if (pthread_setspecific(g->error_key, error) != 0) {
        free(error);
        return g->errors;
    }
    pthread_mutex_lock(&g->error_lock);
    error->next = g->errors->next;
    g->errors->next = error;
    pthread_mutex_unlock(&g->error_lock);
    return error;
}

void face_fail_text(guestfs_h *g, int number, const char *text)
{
    struct face_error *error = own_error(g);
    char *copy = face_copy_text(g, text, strlen(text));
    free(error->text);
    error->text = copy;
    error->number = number;
    if (g->handler.handle)
        g->handler.handle(g, g->handler.opaque, copy);
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
    return face_is_open(g) ? own_error(g)->text : NULL;
}

PUBLIC int guestfs_last_errno(guestfs_h *g)
{
    return face_is_open(g) ? own_error(g)->number : EINVAL;
}

/* The handler of a new handle, and room for errors. Returns -1 when there is no memory. A process can have a thousand keys: handles beyond that
 * have one error for all threads. */
int face_init_errors(guestfs_h *g)
{
    g->handler.handle = print_error;
    pthread_mutex_init(&g->error_lock, NULL);
    g->errors = calloc(1, sizeof *g->errors);
    if (!g->errors)
        return -1;
    g->errors->g = g;
    g->has_error_key = pthread_key_create(&g->error_key, forget) == 0;
    return 0;
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
    if (g->has_error_key)
        pthread_key_delete(g->error_key);
    for (struct face_error *error = g->errors, *next; error; error = next) {
        next = error->next;
        free(error->text);
        free(error);
    }
    pthread_mutex_destroy(&g->error_lock);
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
