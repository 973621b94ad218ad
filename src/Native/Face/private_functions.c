/* Functions that libguestfs's own parts call, for programs that were compiled with its private declarations: the public ones do the work. */
#include "face.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a mountable is: libguestfs's numbers. */
enum { MOUNTABLE_DEVICE = 0, MOUNTABLE_SUBVOLUME = 1 };

/* What a group of functions is: libguestfs's numbers. */
enum { GROUP_AVAILABLE = 0, GROUP_MISSING = 1, GROUP_UNKNOWN = 2 };

PUBLIC int guestfs_internal_autosync(guestfs_h *g)
{
    return guestfs_umount_all(g) == -1 ? -1 : guestfs_sync(g);
}

static void free_list(char **list)
{
    for (size_t i = 0; list[i]; i++)
        free(list[i]);
    free(list);
}

PUBLIC int guestfs_internal_feature_available(guestfs_h *g, const char *group)
{
    char **all = group ? guestfs_available_all_groups(g) : NULL;
    bool is_known = false;
    if (group && !all)
        return -1;
    for (size_t i = 0; all && all[i]; i++)
        is_known |= strcmp(all[i], group) == 0;
    if (all)
        free_list(all);
    if (group && !is_known)
        return GROUP_UNKNOWN;
    char *const groups[] = { (char *)group, NULL };
    int result = guestfs_feature_available(g, group ? groups : NULL);
    return result == -1 ? -1 : result ? GROUP_AVAILABLE : GROUP_MISSING;
}

PUBLIC struct guestfs_statns_list *guestfs_internal_lstatnslist(guestfs_h *g, const char *path, char *const *names)
{
    return guestfs_lstatnslist(g, path, names);
}

PUBLIC struct guestfs_xattr_list *guestfs_internal_lxattrlist(guestfs_h *g, const char *path, char *const *names)
{
    return guestfs_lxattrlist(g, path, names);
}

PUBLIC char **guestfs_internal_readlinklist(guestfs_h *g, const char *path, char *const *names)
{
    return guestfs_readlinklist(g, path, names);
}

PUBLIC int guestfs_internal_write(guestfs_h *g, const char *path, const char *content, size_t content_size)
{
    return guestfs_write(g, path, content, content_size);
}

PUBLIC int guestfs_internal_write_append(guestfs_h *g, const char *path, const char *content, size_t content_size)
{
    return guestfs_write_append(g, path, content, content_size);
}

PUBLIC int guestfs_internal_upload(guestfs_h *g, const char *filename, const char *tmpname, int mode)
{
    return guestfs_upload(g, filename, tmpname) == -1 ? -1 : guestfs_chmod(g, mode, tmpname);
}

/* A device has no subvolume, which is not an error here. */
static char *subvolume_of(guestfs_h *g, const char *mountable)
{
    guestfs_push_error_handler(g, NULL, NULL);
    char *volume = guestfs_mountable_subvolume(g, mountable);
    guestfs_pop_error_handler(g);
    return volume;
}

PUBLIC struct guestfs_internal_mountable *guestfs_internal_parse_mountable(guestfs_h *g, const char *mountable)
{
    char *device = guestfs_mountable_device(g, mountable);
    if (!device)
        return NULL;
    char *volume = subvolume_of(g, mountable);
    if (!volume && guestfs_last_errno(g) != EINVAL) {
        free(device);
        return NULL;
    }
    struct guestfs_internal_mountable *result = face_allocate(g, sizeof *result);
    result->im_type = volume ? MOUNTABLE_SUBVOLUME : MOUNTABLE_DEVICE;
    result->im_device = device;
    result->im_volume = volume ? volume : face_copy_text(g, "", 0);
    return result;
}
