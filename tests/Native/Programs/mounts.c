/* The guest's files in a directory of the host. */
#include "program.h"

static char directory[] = "/tmp/guestctl-native-XXXXXX";

static void *unmount(void *argument)
{
    char path[64];
    snprintf(path, sizeof path, "%s/a", directory);
    for (int i = 0; i < 50 && access(path, F_OK) == -1; i++)
        usleep(100000);
    printf("%d", access(path, F_OK));
    printf(" %d\n", guestfs_umount_local(argument, GUESTFS_UMOUNT_LOCAL_RETRY, 1, -1));
    return NULL;
}

/* One thread serves the mount, and another ends it. */
static void local(guestfs_h *g)
{
    pthread_t thread;
    launch_scratch(g);
    MUST(guestfs_touch(g, "/a") == 0);
    MUST(mkdtemp(directory) != NULL);
    /* The name is relative, and the program goes elsewhere before it serves the mount. */
    MUST(chdir("/tmp") == 0);
    int mounted = guestfs_mount_local(g, directory + strlen("/tmp/"), -1);
    MUST(chdir("/") == 0);
    if (mounted == -1) {
        printf("%s\n", guestfs_last_error(g));
        rmdir(directory);
        return;
    }
    MUST(pthread_create(&thread, NULL, unmount, g) == 0);
    int result = guestfs_mount_local_run(g);
    pthread_join(thread, NULL);
    printf("%d\n", result);
    MUST(rmdir(directory) == 0);
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = { { "local", local } };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
