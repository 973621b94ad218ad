/* What a program learns of calls that go wrong. The first argument says which. */
#include "program.h"

static void show_last(guestfs_h *g, int result)
{
    printf("%d %d %s\n", result, guestfs_last_errno(g), guestfs_last_error(g));
}

static void say(guestfs_h *g, void *opaque, const char *text)
{
    (void)g;
    printf("%s: %s\n", (const char *)opaque, text);
}

static void null_argument(guestfs_h *g)
{
    show_last(g, guestfs_mkdir(g, NULL));
    show_last(g, guestfs_write(g, "/a", NULL, 0));
    show_last(g, guestfs_available(g, NULL));
    show_last(g, guestfs_add_drive_opts(g, NULL, -1));
    show_last(g, guestfs_vfs_type(g, NULL) ? 0 : -1);
}

static void *fail_in_thread(void *argument)
{
    printf("%s\n", guestfs_last_error(argument) ? "another's" : "none");
    show_last(argument, guestfs_mkdir(argument, NULL));
    return NULL;
}

/* More threads than can be at the same time, so that what one leaves behind is seen. */
static void threads(guestfs_h *g)
{
    MUST(guestfs_available(g, NULL) == -1);
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        MUST(pthread_create(&thread, NULL, fail_in_thread, g) == 0 && pthread_join(thread, NULL) == 0);
    }
    show_last(g, -1);
}

static void null_where_allowed(guestfs_h *g)
{
    printf("%d %d %s\n", guestfs_set_append(g, NULL), guestfs_set_path(g, NULL), guestfs_get_append(g) ? "text" : "null");
}

static void before_launch(guestfs_h *g)
{
    show_last(g, guestfs_mkdir(g, "/a"));
    show_last(g, guestfs_upload(g, "/nonexistent", "/a"));
    show_last(g, guestfs_is_file(g, "/a"));
    printf("%s %s\n", guestfs_ls(g, "/") ? "list" : "null", guestfs_stat(g, "/") ? "structure" : "null");
}

static void show_left_over(guestfs_h *g, const char *what, int result)
{
    int left_over = errno;
    MUST(result == -1);
    printf("%s: %d %d\n", what, left_over, guestfs_last_errno(g));
    errno = EAGAIN;
}

static void left_over(guestfs_h *g)
{
    errno = EAGAIN;
    show_left_over(g, "missing image", guestfs_add_drive(g, "/none.img"));
    show_left_over(g, "before launch", guestfs_mkdir(g, "/a"));
    show_left_over(g, "missing file", guestfs_disk_has_backing_file(g, "/none.img"));
    show_left_over(g, "refused by the library", guestfs_set_memsize(g, 1));
    errno = E2BIG;
    MUST(guestfs_set_memsize(g, 1000) == 0);
    printf("success: %d\n", errno);
}

static void options(guestfs_h *g)
{
    show_last(g, guestfs_add_drive_opts(g, "/dev/null", 77, 1, -1));
    show_last(g, guestfs_add_drive_opts(g, "/dev/null", GUESTFS_ADD_DRIVE_OPTS_READONLY, 1, GUESTFS_ADD_DRIVE_OPTS_READONLY, 1, -1));
    struct guestfs_add_drive_opts_argv options = { .bitmask = UINT64_C(1) << 40 };
    show_last(g, guestfs_add_drive_opts_argv(g, "/dev/null", &options));
    show_last(g, guestfs_add_drive_opts_argv(g, "/dev/null", NULL));
    show_last(g, guestfs_add_drive_opts(g, "/dev/null", GUESTFS_ADD_DRIVE_OPTS_FORMAT, NULL, -1));
}

static void handlers(guestfs_h *g)
{
    void *opaque;
    guestfs_set_error_handler(g, say, "first");
    guestfs_mkdir(g, NULL);
    guestfs_push_error_handler(g, say, "second");
    guestfs_push_error_handler(g, NULL, NULL);
    guestfs_mkdir(g, NULL);
    guestfs_pop_error_handler(g);
    guestfs_mkdir(g, NULL);
    guestfs_pop_error_handler(g);
    guestfs_mkdir(g, NULL);
    int is_ours = guestfs_get_error_handler(g, &opaque) == say;
    printf("%d %s\n", is_ours, (char *)opaque);
    guestfs_pop_error_handler(g);
    guestfs_pop_error_handler(g);
    guestfs_mkdir(g, NULL);     /* printed by the library */
}

static void closed(guestfs_h *g)
{
    guestfs_h *other = guestfs_create();
    guestfs_close(other);
    printf("%d %d %s\n", guestfs_mkdir(other, "/a"), guestfs_get_memsize(other), guestfs_last_error(other) ? "text" : "null");
    guestfs_close(other);
    printf("%d %s\n", guestfs_mkdir(NULL, "/a"), guestfs_ls(NULL, "/") ? "list" : "null");
    guestfs_close(NULL);
    printf("%d\n", guestfs_get_memsize(g));
}

static void unsupported(guestfs_h *g)
{
    show_last(g, guestfs_extlinux(g, "/"));
}

static void lost(guestfs_h *g)
{
    printf("%d\n", guestfs_get_memsize(g));
    kill_handle_process();
    show_last(g, guestfs_get_memsize(g));
    show_last(g, guestfs_get_memsize(g));
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "null_argument", null_argument }, { "null_where_allowed", null_where_allowed }, { "before_launch", before_launch },
        { "options", options }, { "handlers", handlers }, { "closed", closed }, { "unsupported", unsupported }, { "lost", lost },
        { "threads", threads }, { "left_over", left_over },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
