/* How the library gets on with what a program does with its processes and signals. */
#include "program.h"

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals++;
}

static void fork_after_create(guestfs_h *g)
{
    pid_t child = fork();
    if (child == 0) {
        printf("child %d\n", guestfs_get_memsize(g));
        fflush(stdout);
        _exit(0);
    }
    MUST(waitpid(child, NULL, 0) == child);
    printf("parent %d\n", guestfs_get_memsize(g));
}

/* As guestmount does: the parent goes, and the child works on. */
static void daemonise(guestfs_h *g)
{
    launch_scratch(g);
    MUST(guestfs_write(g, "/a", "one", 3) == 0);
    int done[2];
    MUST(pipe(done) == 0);
    pid_t parent = fork();
    if (parent == 0) {
        if (fork() > 0)
            _exit(0);
        usleep(100000);
        char *text = guestfs_cat(g, "/a");
        MUST(text != NULL);
        printf("child read %s\n", text);
        MUST(guestfs_shutdown(g) == 0);
        guestfs_close(g);
        fflush(stdout);
        _exit(0);
    }
    close(done[1]);
    MUST(waitpid(parent, NULL, 0) == parent);
    char byte;
    MUST(read(done[0], &byte, 1) == 0);     /* the child has ended */
    printf("parent %d\n", guestfs_get_memsize(g));
}

/* Each call of one waits for that of the other. */
static void both_after_fork(guestfs_h *g)
{
    launch_scratch(g);
    pid_t child = fork();
    for (int i = 0; i < 200; i++) {
        const char *text = child == 0 ? "child" : "parent";
        MUST(guestfs_write(g, child == 0 ? "/c" : "/p", text, strlen(text)) == 0);
        char *read = guestfs_cat(g, child == 0 ? "/c" : "/p");
        MUST(read && strcmp(read, text) == 0);
        free(read);
    }
    if (child == 0)
        _exit(0);
    int status;
    MUST(waitpid(child, &status, 0) == child);
    printf("child ended with %d\n", status);
}

static void exit_of_a_child(guestfs_h *g)
{
    launch_scratch(g);
    pid_t child = fork();
    if (child == 0)
        exit(0);                            /* must not close the parent's handle */
    MUST(waitpid(child, NULL, 0) == child);
    printf("%d\n", guestfs_touch(g, "/a"));
}

static void child_signals(guestfs_h *g)
{
    struct sigaction action = { .sa_handler = count_signal };
    sigaction(SIGCHLD, &action, NULL);
    launch_scratch(g);
    MUST(signals == 0);
    pid_t child = fork();
    if (child == 0)
        _exit(7);
    int status = 0;
    while (waitpid(child, &status, 0) == -1)
        ;
    printf("%d %d\n", WEXITSTATUS(status), signals);
}

static void ignored_children(guestfs_h *g)
{
    signal(SIGCHLD, SIG_IGN);
    guestfs_h *other = guestfs_create();
    MUST(guestfs_get_memsize(other) > 0);
    guestfs_close(other);
    printf("%d\n", guestfs_get_memsize(g) > 0);
}

static void no_zombie(guestfs_h *g)
{
    for (int i = 0; i < 3; i++) {
        guestfs_h *other = guestfs_create();
        MUST(guestfs_get_memsize(other) > 0);
        guestfs_close(other);
    }
    pid_t own = handle_process();
    kill_handle_process();
    guestfs_set_error_handler(g, NULL, NULL);
    MUST(guestfs_get_memsize(g) == -1);
    guestfs_close(g);
    printf("%d\n", waitpid(-1, NULL, 0) == -1 && errno == ECHILD && kill(own, 0) == -1);
    _exit(fflush(stdout));
}

static int open_descriptors(void)
{
    int count = 0;
    DIR *directory = opendir("/proc/self/fd");
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static void no_descriptor_is_left(guestfs_h *g)
{
    (void)g;
    int before = open_descriptors();
    for (int i = 0; i < 3; i++) {
        guestfs_h *other = guestfs_create();
        launch_scratch(other);
        guestfs_close(other);
    }
    printf("%d\n", open_descriptors() - before);
}

static void without_standard_descriptors(guestfs_h *g)
{
    (void)g;
    FILE *output = fdopen(fcntl(1, F_DUPFD, 50), "w");
    close(0);
    close(1);
    close(2);
    guestfs_h *other = guestfs_create();
    int size = guestfs_get_memsize(other);
    int taken = fcntl(0, F_GETFD) != -1 || fcntl(1, F_GETFD) != -1 || fcntl(2, F_GETFD) != -1;
    guestfs_close(other);
    fprintf(output, "%d %d\n", size, taken);
    fclose(output);
    _exit(0);
}

static void silent(guestfs_h *g)
{
    launch_scratch(g);
    MUST(guestfs_write(g, "/a", "text", 4) == 0);
}

static void *read_many(void *argument)
{
    guestfs_h *g = argument;
    for (int i = 0; i < 300; i++) {
        char *text = guestfs_cat(g, "/a");
        if (!text || strcmp(text, "text") != 0)
            return NULL;
        free(text);
    }
    return g;
}

static void threads(guestfs_h *g)
{
    launch_scratch(g);
    MUST(guestfs_write(g, "/a", "text", 4) == 0);
    pthread_t running[4];
    int well = 0;
    for (int i = 0; i < 4; i++)
        MUST(pthread_create(&running[i], NULL, read_many, g) == 0);
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(running[i], &result);
        well += result == g;
    }
    printf("%d\n", well);
}

/* Left open, and closed by exit. */
static void left_open(guestfs_h *g)
{
    guestfs_h *other = guestfs_create();
    launch_scratch(other);
    printf("%d\n", guestfs_get_memsize(g));
    exit(fflush(stdout));
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "fork_after_create", fork_after_create }, { "daemonise", daemonise }, { "both_after_fork", both_after_fork },
        { "exit_of_a_child", exit_of_a_child }, { "child_signals", child_signals }, { "ignored_children", ignored_children },
        { "no_zombie", no_zombie }, { "no_descriptor_is_left", no_descriptor_is_left }, { "without_standard_descriptors", without_standard_descriptors },
        { "silent", silent }, { "threads", threads }, { "left_open", left_open },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
