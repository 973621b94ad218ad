/* Data that programs and bindings hang on a handle. */
#include "face.h"

#include <stdlib.h>
#include <string.h>

static struct face_private *find(guestfs_h *g, const char *key)
{
    struct face_private *entry = g->private_data;
    while (entry && strcmp(entry->key, key) != 0)
        entry = entry->next;
    return entry;
}

PUBLIC void guestfs_set_private(guestfs_h *g, const char *key, void *data)
{
    if (!face_is_open(g) || !key)
        return;
    face_lock(g);
    struct face_private *entry = find(g, key);
    if (!entry) {
        entry = face_allocate(g, sizeof *entry);
        entry->key = face_copy_text(g, key, strlen(key));
        entry->next = g->private_data;
        g->private_data = entry;
    }
    entry->data = data;
    face_unlock(g);
}

PUBLIC void *guestfs_get_private(guestfs_h *g, const char *key)
{
    if (!face_is_open(g) || !key)
        return NULL;
    face_lock(g);
    struct face_private *entry = find(g, key);
    void *data = entry ? entry->data : NULL;
    face_unlock(g);
    return data;
}

/* A key whose data was set to null is as good as not there. */
static void *next(guestfs_h *g, const char **key)
{
    while (g->private_next && !g->private_next->data)
        g->private_next = g->private_next->next;
    struct face_private *entry = g->private_next;
    if (!entry)
        return NULL;
    g->private_next = entry->next;
    if (key)
        *key = entry->key;
    return entry->data;
}

PUBLIC void *guestfs_first_private(guestfs_h *g, const char **key_rtn)
{
    if (!face_is_open(g))
        return NULL;
    face_lock(g);
    g->private_next = g->private_data;
    void *data = next(g, key_rtn);
    face_unlock(g);
    return data;
}

PUBLIC void *guestfs_next_private(guestfs_h *g, const char **key_rtn)
{
    if (!face_is_open(g))
        return NULL;
    face_lock(g);
    void *data = next(g, key_rtn);
    face_unlock(g);
    return data;
}

void face_free_private(guestfs_h *g)
{
    for (struct face_private *entry = g->private_data, *after; entry; entry = after) {
        after = entry->next;
        free(entry->key);
        free(entry);
    }
}
