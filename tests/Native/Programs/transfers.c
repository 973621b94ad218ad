/* Files of the host: where they are looked for, and how transfers are cancelled. */
#include "program.h"

static guestfs_h *cancelled;
static struct sigaction cancel_action;

static void cancel(int number)
{
    (void)number;
    guestfs_user_cancel(cancelled);
}

static void relative_names(guestfs_h *g)
{
    launch_scratch(g);
    char directory[] = "/tmp/guestctl-native-XXXXXX";
    MUST(mkdtemp(directory) && chdir(directory) == 0);
    FILE *file = fopen("in", "w");
    fputs("content", file);
    fclose(file);
    umask(077);
    MUST(guestfs_upload(g, "in", "/a") == 0);
    MUST(guestfs_download(g, "/a", "out") == 0);
    MUST(guestfs_copy_in(g, "in", "/") == 0);
    struct stat status;
    MUST(stat("out", &status) == 0);
    MUST(mkdir("copies", 0700) == 0 && guestfs_copy_out(g, "/a", "copies") == 0);
    MUST(unlink("copies/a") == 0 && rmdir("copies") == 0);
    char *text = guestfs_cat(g, "/in");
    printf("%o %ld %s\n", status.st_mode & 0777, (long)status.st_size, text);
    MUST(guestfs_disk_create(g, "disk.img", "raw", 1 << 20, -1) == 0);
    MUST(access("disk.img", F_OK) == 0);
    MUST(unlink("in") == 0 && unlink("out") == 0 && unlink("disk.img") == 0);
    MUST(chdir("/") == 0 && rmdir(directory) == 0);
}

/* A drive is the file that was named, wherever the program goes before it launches. */
static void relative_drive(guestfs_h *g)
{
    char directory[] = "/tmp/guestctl-native-XXXXXX";
    MUST(mkdtemp(directory) && chdir(directory) == 0);
    MUST(guestfs_disk_create(g, "disk.img", "raw", 1 << 20, -1) == 0);
    MUST(guestfs_add_drive_opts(g, "disk.img", GUESTFS_ADD_DRIVE_OPTS_FORMAT, "raw", -1) == 0);
    /* The emulator is looked for where the program is when it launches. */
    MUST(mkdir("launch", 0700) == 0 && symlink("/usr/bin/qemu-system-x86_64", "launch/hv") == 0);
    MUST(guestfs_set_hv(g, "./hv") == 0 && chdir("launch") == 0);
    printf("%d", guestfs_launch(g));
    printf(" %ld\n", (long)guestfs_blockdev_getsize64(g, "/dev/sda"));
    MUST(guestfs_shutdown(g) == 0);
    MUST(chdir(directory) == 0 && unlink("launch/hv") == 0 && rmdir("launch") == 0 && unlink("disk.img") == 0 && rmdir(directory) == 0);
}

/* The file of standard input, and a pipe by its number. */
static void standard_descriptors(guestfs_h *g)
{
    launch_scratch(g);
    MUST(guestfs_upload(g, "/dev/stdin", "/a") == 0);
    int ends[2];
    char name[32];
    MUST(pipe(ends) == 0 && write(ends[1], "piped", 5) == 5);
    close(ends[1]);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    MUST(guestfs_upload(g, name, "/b") == 0);
    MUST(guestfs_download(g, "/a", "/dev/stdout") == 0);
    MUST(guestfs_download(g, "/b", "/dev/stdout") == 0);
}

static void show_last(guestfs_h *g, int result)
{
    printf("%d %d %s\n", result, guestfs_last_errno(g), guestfs_last_error(g));
}

static void files_that_cannot_be_opened(guestfs_h *g)
{
    launch_scratch(g);
    show_last(g, guestfs_upload(g, "/nonexistent", "/a"));
    MUST(guestfs_touch(g, "/a") == 0);
    show_last(g, guestfs_upload(g, "/tmp", "/a"));
    show_last(g, guestfs_download(g, "/a", "/nonexistent/a"));
    show_last(g, guestfs_download(g, "/none", "/tmp/guestctl-native-never"));
    printf("%d %d\n", access("/tmp/guestctl-native-never", F_OK), guestfs_is_file(g, "/a"));
}

static void contents_of_all_sizes(guestfs_h *g)
{
    static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 3000000 };
    launch_scratch(g);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = malloc(sizes[i] + 1);
        for (size_t at = 0; at < sizes[i]; at++)
            bytes[at] = (char)(at * 7 + at / 251);
        MUST(guestfs_write(g, "/a", bytes, sizes[i]) == 0);
        size_t size;
        char *back = guestfs_read_file(g, "/a", &size);
        MUST(back && size == sizes[i] && memcmp(back, bytes, size) == 0 && back[size] == 0);
        free(back);
        free(bytes);
    }
    printf("well\n");
}

/* Nobody writes into the pipe, so the upload would last for ever. */
static void wait_for_cancel(guestfs_h *g)
{
    int ends[2];
    char name[32];
    MUST(pipe(ends) == 0);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    int result = guestfs_upload(g, name, "/a");
    printf("%d %d\n", result, guestfs_last_errno(g) == EINTR);
    printf("%d\n", guestfs_touch(g, "/b"));
}

static void cancel_from_a_signal(guestfs_h *g)
{
    launch_scratch(g);
    cancelled = g;
    cancel_action.sa_handler = cancel;
    sigaction(SIGALRM, &cancel_action, NULL);
    alarm(1);
    wait_for_cancel(g);
}

static void *cancel_later(void *argument)
{
    usleep(500000);
    guestfs_user_cancel(argument);
    return NULL;
}

static void cancel_from_a_thread(guestfs_h *g)
{
    pthread_t thread;
    launch_scratch(g);
    pthread_create(&thread, NULL, cancel_later, g);
    wait_for_cancel(g);
    pthread_join(thread, NULL);
}

static void cancel_of_nothing(guestfs_h *g)
{
    launch_scratch(g);
    printf("%d\n", guestfs_user_cancel(g));
    MUST(guestfs_write(g, "/a", "text", 4) == 0);
    printf("%d\n", guestfs_download(g, "/a", "/dev/null"));
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "relative_names", relative_names }, { "relative_drive", relative_drive }, { "standard_descriptors", standard_descriptors },
        { "files_that_cannot_be_opened", files_that_cannot_be_opened }, { "contents_of_all_sizes", contents_of_all_sizes },
        { "cancel_from_a_signal", cancel_from_a_signal }, { "cancel_from_a_thread", cancel_from_a_thread }, { "cancel_of_nothing", cancel_of_nothing },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
