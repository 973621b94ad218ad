/* Relative names of files of the host, in calls that need no appliance. */
#include "program.h"

static char directory[] = "/tmp/guestctl-native-XXXXXX";

static void enter_directory(void)
{
    MUST(mkdtemp(directory) && chdir(directory) == 0 && mkdir("sub", 0700) == 0);
}

static void remove_directory(void)
{
    MUST(chdir("/") == 0);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", directory);
    MUST(system(command) == 0);
}

static void must_be(char *got, const char *name)
{
    char wanted[128];
    snprintf(wanted, sizeof wanted, "%s/%s", directory, name);
    MUST(got && strcmp(got, wanted) == 0);
    free(got);
}

/* Many times, one right after the other: a name must not depend on when the call before has ended. */
static void in_a_row(guestfs_h *g)
{
    enum { TIMES = 200 };
    enter_directory();
    MUST(guestfs_disk_create(g, "sub/disk.img", "raw", 1 << 20, -1) == 0);
    for (int i = 0; i < TIMES; i++)
        MUST(guestfs_add_drive_opts(g, "sub/disk.img", GUESTFS_ADD_DRIVE_OPTS_READONLY, 1, GUESTFS_ADD_DRIVE_OPTS_FORMAT, "raw", -1) == 0);
    char **drives = guestfs_debug_drives(g);
    int count = 0;
    for (; drives[count]; count++) {
        MUST(strstr(drives[count], directory) && strstr(drives[count], "/sub/disk.img"));
        free(drives[count]);
    }
    free(drives);
    printf("%d\n", count);
    remove_directory();
}

static void images(guestfs_h *g)
{
    enter_directory();
    MUST(guestfs_disk_create(g, "base.img", "raw", 1 << 20, -1) == 0);
    /* What an image stands on is named relative to the image, and the image relative to the program. */
    MUST(guestfs_disk_create(g, "sub/top.img", "qcow2", -1, GUESTFS_DISK_CREATE_BACKINGFILE, "../base.img", GUESTFS_DISK_CREATE_BACKINGFORMAT, "raw", -1) == 0);
    MUST(chdir("sub") == 0);
    char *format = guestfs_disk_format(g, "top.img");
    printf("%s %d %ld\n", format, guestfs_disk_has_backing_file(g, "./top.img"), (long)guestfs_disk_virtual_size(g, "../sub/top.img"));
    free(format);
    MUST(guestfs_add_drive(g, "top.img") == 0 && guestfs_add_drive_ro(g, "../base.img") == 0);
    MUST(guestfs_add_drive(g, "none.img") == -1);
    printf("%s\n", strcmp(guestfs_last_error(g), "none.img: No such file or directory") == 0 ? "named" : guestfs_last_error(g));
    remove_directory();
}

static void directories(guestfs_h *g)
{
    enter_directory();
    MUST(mkdir("cache", 0700) == 0 && mkdir("sub/sub", 0700) == 0 && mkdir("sub/other", 0700) == 0);
    MUST(guestfs_set_tmpdir(g, "sub") == 0 && guestfs_set_cachedir(g, "./cache") == 0);
    must_be(guestfs_get_tmpdir(g), "sub");
    must_be(guestfs_get_cachedir(g), "cache");
    char *variables[] = { "LIBGUESTFS_TMPDIR=.", "LIBGUESTFS_CACHEDIR=sub/../other", NULL };
    MUST(chdir("sub") == 0 && guestfs_parse_environment_list(g, variables) == 0);
    must_be(guestfs_get_tmpdir(g), "sub");
    must_be(guestfs_get_cachedir(g), "sub/other");
    MUST(guestfs_set_path(g, "here:there") == 0);
    printf("%s\n", guestfs_get_path(g));
    remove_directory();
}

/* The process of the handle has the variables as they are at its start, and leaves the directory. */
static void start_of_a_handle(guestfs_h *g)
{
    (void)g;
    enter_directory();
    MUST(setenv("TMPDIR", "sub", 1) == 0 && setenv("XDG_CACHE_HOME", "cache", 1) == 0);
    guestfs_h *other = guestfs_create();
    MUST(other && chdir("/") == 0);
    must_be(guestfs_get_tmpdir(other), "sub");
    must_be(guestfs_get_cachedir(other), "sub");
    must_be(strdup(guestfs_get_path(other)), "cache/guestctl");
    guestfs_close(other);
    remove_directory();
    printf("well\n");
}

static void removed_directory(guestfs_h *g)
{
    enter_directory();
    MUST(rmdir("sub") == 0 && rmdir(directory) == 0);
    int result = guestfs_add_drive(g, "disk.img");
    printf("%d %d\n", result, guestfs_last_errno(g) == ENOENT);
    printf("%s\n", strstr(guestfs_last_error(g), "absolute path") ? "advised" : guestfs_last_error(g));
    MUST(guestfs_add_drive_ro(g, "/dev/null") == 0);
}

/* What a refusal tells the user to put into the environment. */
static void references_allowed_by_the_environment(guestfs_h *g)
{
    enter_directory();
    MUST(guestfs_disk_create(g, "base.img", "raw", 1 << 20, -1) == 0);
    MUST(guestfs_disk_create(g, "sub/top.img", "qcow2", -1, GUESTFS_DISK_CREATE_BACKINGFILE, "../base.img", GUESTFS_DISK_CREATE_BACKINGFORMAT, "raw", -1) == 0);
    MUST(symlink("sub/top.img", "link.img") == 0);
    guestfs_h *other = guestfs_create();
    guestfs_set_error_handler(other, NULL, NULL);
    MUST(guestfs_add_drive(other, "link.img") == -1);
    printf("%d\n", strstr(guestfs_last_error(other), "GUESTCTL_ALLOW_REFERENCED_FILES=1") != NULL);
    guestfs_close(other);
    MUST(setenv("GUESTCTL_ALLOW_REFERENCED_FILES", "1", 1) == 0);
    other = guestfs_create();
    printf("%d\n", guestfs_add_drive(other, "link.img"));
    guestfs_close(other);
    remove_directory();
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "in_a_row", in_a_row }, { "images", images }, { "directories", directories }, { "start_of_a_handle", start_of_a_handle },
        { "removed_directory", removed_directory }, { "references_allowed_by_the_environment", references_allowed_by_the_environment },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
