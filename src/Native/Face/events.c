/* Events: who waits for which, and what is printed when nobody does. */
#include "face.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where libguestfs begins to number calls, too. */
#define FIRST_SERIAL 0x123400u

static const struct {
    uint64_t bit;
    const char *name;
} names[] = {
    { GUESTFS_EVENT_APPLIANCE, "appliance" },
    { GUESTFS_EVENT_CLOSE, "close" },
    { GUESTFS_EVENT_ENTER, "enter" },
    { GUESTFS_EVENT_LAUNCH_DONE, "launch_done" },
    { GUESTFS_EVENT_LIBRARY, "library" },
    { GUESTFS_EVENT_LIBVIRT_AUTH, "libvirt_auth" },
    { GUESTFS_EVENT_PROGRESS, "progress" },
    { GUESTFS_EVENT_SUBPROCESS_QUIT, "subprocess_quit" },
    { GUESTFS_EVENT_TRACE, "trace" },
    { GUESTFS_EVENT_WARNING, "warning" },
};

PUBLIC char *guestfs_event_to_string(uint64_t event)
{
    struct face_buffer text = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (event & names[i].bit) {
            if (text.length > 0)
                face_append(NULL, &text, ",", 1);
            face_append(NULL, &text, names[i].name, strlen(names[i].name));
        }
    }
    face_append(NULL, &text, "", 1);
    return (char *)text.data;
}

/* Only what somebody waits for is worth a frame. */
void face_send_event_mask(guestfs_h *g)
{
    uint64_t events = 0;
    for (size_t i = 0; i < g->callback_count; i++)
        events |= g->callbacks[i].call ? g->callbacks[i].events : 0;
    if (!g->is_lost)
        face_send(g, FRAME_EVENTS, 0, &events, sizeof events, -1);
}

PUBLIC int guestfs_set_event_callback(guestfs_h *g, guestfs_event_callback cb, uint64_t event_bitmask, int flags, void *opaque)
{
    if (!face_is_open(g))
        return -1;
    face_lock(g);
    if (flags != 0) {
        face_fail(g, EINVAL, "set_event_callback: flags must be 0, and are %d", flags);
        face_unlock(g);
        return -1;
    }
    struct face_callback *callbacks = face_allocate(g, (g->callback_count + 1) * sizeof *callbacks);
    if (g->callback_count > 0)
        memcpy(callbacks, g->callbacks, g->callback_count * sizeof *callbacks);
    free(g->callbacks);
    g->callbacks = callbacks;
    callbacks[g->callback_count] = (struct face_callback) { cb, event_bitmask, opaque };
    int handle = (int)g->callback_count++;
    face_send_event_mask(g);
    face_unlock(g);
    return handle;
}

/* A handle of an event callback stays that of one callback for ever, so an old one does no harm. */
PUBLIC void guestfs_delete_event_callback(guestfs_h *g, int event_handle)
{
    if (!face_is_open(g))
        return;
    face_lock(g);
    if (event_handle >= 0 && (size_t)event_handle < g->callback_count) {
        g->callbacks[event_handle].call = NULL;
        face_send_event_mask(g);
    }
    face_unlock(g);
}

/* Callbacks know their handle; who reads what is printed knows it by its identifier. */
static void print(guestfs_h *g, uint64_t event, const char *text, size_t length)
{
    const char *end = length > 0 && text[length - 1] == '\n' ? "" : "\n";
    if (event == GUESTFS_EVENT_TRACE)
        fprintf(stderr, "libguestfs: trace: %s%s%.*s%s", g->identifier, g->identifier[0] ? ": " : "", (int)length, text, end);
    else if (event == GUESTFS_EVENT_LIBRARY)
        fprintf(stderr, "libguestfs: %.*s%s", (int)length, text, end);
    else if (event == GUESTFS_EVENT_WARNING)
        fprintf(stderr, "warning: %.*s%s", (int)length, text, end);
    else if (event == GUESTFS_EVENT_APPLIANCE)
        fwrite(text, 1, length, stderr);
}

void face_raise(guestfs_h *g, uint64_t event, const char *text, size_t length, const uint64_t *array, size_t count)
{
    bool is_handled = false;
    /* A callback may add others, which moves them; those are not for this event. */
    for (size_t i = 0, callbacks = g->callback_count; i < callbacks; i++) {
        struct face_callback callback = g->callbacks[i];
        if (callback.call && (callback.events & event)) {
            is_handled = true;
            callback.call(g, callback.opaque, event, (int)i, 0, text, length, array, count);
        }
    }
    if (!is_handled && text)
        print(g, event, text, length);
}

/* Who shows progress tells calls apart by the first two numbers: that of the function and that of the call. A launch has none, as with libguestfs. */
static void number_progress(guestfs_h *g, uint64_t *array)
{
    if (g->running && g->running->number > 0) {
        array[0] = g->running->number;
        array[1] = FIRST_SERIAL + g->shared->last_call;
    }
}

void face_event_arrived(guestfs_h *g, const unsigned char *payload, size_t length)
{
    struct {
        uint64_t event;
        uint64_t array[4];
    } head;
    if (length < sizeof head)
        return;
    memcpy(&head, payload, sizeof head);
    bool has_numbers = head.event == GUESTFS_EVENT_PROGRESS;
    if (has_numbers)
        number_progress(g, head.array);
    face_raise(
        g, head.event, length > sizeof head ? (const char *)payload + sizeof head : NULL, length - sizeof head, has_numbers ? head.array : NULL,
        has_numbers ? 4 : 0);
    if (head.event == GUESTFS_EVENT_LIBVIRT_AUTH && !g->is_lost)
        face_send(g, FRAME_ANSWERED, 0, NULL, 0, -1);
}
