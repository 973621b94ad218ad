/* The callbacks from before there were events, as event callbacks. */
#include "face.h"

enum { LOG_MESSAGE, SUBPROCESS_QUIT, LAUNCH_DONE, CLOSE, PROGRESS };

static void call_log_message(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)event, (void)event_handle, (void)flags, (void)array, (void)count;
    struct face_old_callback *old = opaque;
    ((guestfs_log_message_cb)old->call)(g, old->opaque, (char *)text, (int)length);
}

/* Those of quitting, launching and closing have the same form. */
static void call_plain(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)event, (void)event_handle, (void)flags, (void)text, (void)length, (void)array, (void)count;
    struct face_old_callback *old = opaque;
    ((guestfs_close_cb)old->call)(g, old->opaque);
}

static void call_progress(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)event, (void)event_handle, (void)flags, (void)text, (void)length;
    struct face_old_callback *old = opaque;
    if (count >= 4)
        ((guestfs_progress_cb)old->call)(g, old->opaque, (int)array[0], (int)array[1], array[2], array[3]);
}

static void replace(guestfs_h *g, int which, uint64_t event, guestfs_event_callback by, void (*call)(void), void *opaque)
{
    if (!face_is_open(g))
        return;
    face_lock(g);
    struct face_old_callback *old = &g->old_callbacks[which];
    if (old->event_handle >= 0)
        guestfs_delete_event_callback(g, old->event_handle);
    *old = (struct face_old_callback) { -1, call, opaque };
    if (call)
        old->event_handle = guestfs_set_event_callback(g, by, event, 0, old);
    face_unlock(g);
}

PUBLIC void guestfs_set_log_message_callback(guestfs_h *g, guestfs_log_message_cb cb, void *opaque)
{
    replace(g, LOG_MESSAGE, GUESTFS_EVENT_APPLIANCE, call_log_message, (void (*)(void))cb, opaque);
}

PUBLIC void guestfs_set_subprocess_quit_callback(guestfs_h *g, guestfs_subprocess_quit_cb cb, void *opaque)
{
    replace(g, SUBPROCESS_QUIT, GUESTFS_EVENT_SUBPROCESS_QUIT, call_plain, (void (*)(void))cb, opaque);
}

PUBLIC void guestfs_set_launch_done_callback(guestfs_h *g, guestfs_launch_done_cb cb, void *opaque)
{
    replace(g, LAUNCH_DONE, GUESTFS_EVENT_LAUNCH_DONE, call_plain, (void (*)(void))cb, opaque);
}

PUBLIC void guestfs_set_close_callback(guestfs_h *g, guestfs_close_cb cb, void *opaque)
{
    replace(g, CLOSE, GUESTFS_EVENT_CLOSE, call_plain, (void (*)(void))cb, opaque);
}

PUBLIC void guestfs_set_progress_callback(guestfs_h *g, guestfs_progress_cb cb, void *opaque)
{
    replace(g, PROGRESS, GUESTFS_EVENT_PROGRESS, call_progress, (void (*)(void))cb, opaque);
}
