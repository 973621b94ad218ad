/* Events, traces, private data and the environment. */
#include "program.h"

static void show(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)g, (void)flags, (void)array;
    char *name = guestfs_event_to_string(event);
    printf("%s %s %d %.*s %zu\n", (char *)opaque, name, event_handle, (int)length, text ? text : "", count);
    free(name);
}

static void life(guestfs_h *g)
{
    guestfs_set_event_callback(g, show, GUESTFS_EVENT_LAUNCH_DONE | GUESTFS_EVENT_CLOSE | GUESTFS_EVENT_SUBPROCESS_QUIT, 0, "life");
    launch_scratch(g);
}

static void entering(guestfs_h *g)
{
    int handle = guestfs_set_event_callback(g, show, GUESTFS_EVENT_ENTER | GUESTFS_EVENT_TRACE, 0, "a");
    guestfs_set_trace(g, 1);
    guestfs_get_memsize(g);
    guestfs_set_identifier(g, "name");
    guestfs_get_autosync(g);
    guestfs_delete_event_callback(g, handle);
    guestfs_set_trace(g, 0);        /* printed by the library */
    guestfs_delete_event_callback(g, handle);
    guestfs_delete_event_callback(g, 99);
    printf("%d\n", guestfs_set_event_callback(g, show, GUESTFS_EVENT_ENTER, 1, "flags"));
}

/* A callback may call the handle. */
static void call_again(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)event, (void)event_handle, (void)flags, (void)text, (void)length, (void)array, (void)count;
    if (*(int *)opaque == 0) {
        *(int *)opaque = 1;
        *(int *)opaque = guestfs_get_memsize(g);
    }
}

static void calls_in_callbacks(guestfs_h *g)
{
    int inner = 0;
    guestfs_set_event_callback(g, call_again, GUESTFS_EVENT_LAUNCH_DONE, 0, &inner);
    launch_scratch(g);
    printf("%d\n", inner);
}

static void count_progress(guestfs_h *g, void *opaque, int proc_nr, int serial, uint64_t position, uint64_t total)
{
    (void)g, (void)proc_nr, (void)serial;
    MUST(position <= total);
    ++*(int *)opaque;
}

static void count_call(guestfs_h *g, void *opaque)
{
    (void)g;
    ++*(int *)opaque;
}

static int old_counts[3];

static void old_callbacks(guestfs_h *g)
{
    guestfs_set_launch_done_callback(g, count_call, &old_counts[0]);
    guestfs_set_close_callback(g, count_call, &old_counts[1]);
    guestfs_set_progress_callback(g, count_progress, &old_counts[2]);
    launch_scratch(g);
    MUST(guestfs_add_drive_scratch(g, INT64_C(500) << 20, -1) == 0);
    MUST(guestfs_download(g, "/dev/sdb", "/dev/null") == 0);
    guestfs_set_launch_done_callback(g, NULL, NULL);
    guestfs_close(g);
    printf("%d %d %d\n", old_counts[0], old_counts[1], old_counts[2] > 0);
    _exit(fflush(stdout));
}

static void private_data(guestfs_h *g)
{
    const char *key = "none";
    int a, b;
    guestfs_set_private(g, "a", &a);
    guestfs_set_private(g, "b", &b);
    guestfs_set_private(g, "c", &b);
    guestfs_set_private(g, "c", NULL);
    printf("%d %d %d\n", guestfs_get_private(g, "a") == &a, guestfs_get_private(g, "b") == &b, guestfs_get_private(g, "d") == NULL);
    int count = 0;
    for (void *data = guestfs_first_private(g, &key); data; data = guestfs_next_private(g, &key))
        count += (strcmp(key, "a") == 0 && data == &a) || (strcmp(key, "b") == 0 && data == &b);
    printf("%d\n", count);
}

static void environment(guestfs_h *g)
{
    setenv("LIBGUESTFS_MEMSIZE", "700", 1);
    setenv("LIBGUESTFS_TRACE", "0", 1);
    guestfs_h *with = guestfs_create();
    guestfs_h *without = guestfs_create_flags(GUESTFS_CREATE_NO_ENVIRONMENT);
    printf("%d %d\n", guestfs_get_memsize(with), guestfs_get_memsize(without));
    guestfs_close(with);
    guestfs_close(without);
    setenv("LIBGUESTFS_MEMSIZE", "800", 1);
    MUST(guestfs_parse_environment(g) == 0);
    printf("%d\n", guestfs_get_memsize(g));
    char *list[] = { "LIBGUESTFS_MEMSIZE=900", "LIBGUESTFS_TRACE=1", "OTHER=1", NULL };
    MUST(guestfs_parse_environment_list(g, list) == 0);
    printf("%d", guestfs_get_memsize(g));
    printf(" %d\n", guestfs_get_trace(g));
    setenv("LIBGUESTFS_MEMSIZE", "many", 1);
    guestfs_h *wrong = guestfs_create();     /* the library says what is wrong */
    printf("%d\n", wrong != NULL);
    guestfs_close(wrong);
    guestfs_set_trace(g, 0);
}

static void constants(guestfs_h *g)
{
    const char *before = guestfs_get_program(g);
    printf("%s", before);
    guestfs_set_program(g, "other");
    printf(" %s %s", guestfs_get_program(g), before);
    char *backend = guestfs_get_backend(g);
    printf(" %s %d", backend, guestfs_c_pointer(g) == (int64_t)(intptr_t)g);
    free(backend);
    struct guestfs_version *version = guestfs_version(g), *copy = guestfs_copy_version(version);
    printf(" %ld %d\n", (long)version->major, guestfs_compare_version(version, copy));
    guestfs_free_version(version);
    guestfs_free_version(copy);
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "life", life }, { "entering", entering }, { "calls_in_callbacks", calls_in_callbacks }, { "old_callbacks", old_callbacks },
        { "private_data", private_data }, { "environment", environment }, { "constants", constants },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
