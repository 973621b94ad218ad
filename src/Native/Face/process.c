/* Starts the process of a handle, and ends it. */
#include "face.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LAUNCHER "guestctl-handle"
#define STACK_SIZE (64u * 1024)

/* The file of this library. It is looked up when it is loaded: its name may be relative to a directory that the program leaves. */
static char library[PATH_MAX];

static __attribute__((constructor)) void find_library(void)
{
    Dl_info info;
    if (!dladdr((void *)guestfs_create, &info) || !realpath(info.dli_fname, library))
        library[0] = 0;
}

struct start {
    char program[PATH_MAX + 32];
    int socket;
    int null;
    char *stack;
    int error;
};

static bool find_launcher(struct start *start)
{
    static const char *const places[] = { "", "guestctl/", "../bin/", "../../bin/" };
    const char *slash = strrchr(library, '/');
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        snprintf(start->program, sizeof start->program, "%.*s%s" LAUNCHER, (int)(slash + 1 - library), library, places[i]);
        if (access(start->program, X_OK) == 0)
            return true;
    }
    return false;
}

/* Runs in the memory of the caller, whose thread waits: only system calls, and no lock. */
static int become_launcher(void *argument)
{
    struct start *start = argument;
    struct sigaction usual = { .sa_handler = SIG_DFL };
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &usual, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* A terminal's Ctrl-C is for the program, which decides what becomes of its handles. */
    setsid();
    /* What is standard input and output of the program is no business of the handle; warnings go where the program's go. */
    if (fcntl(2, F_GETFD) < 0)
        dup2(start->null, 2);
    dup2(start->null, 0);
    dup2(start->null, 1);
    dup2(start->socket, 3);
    syscall(SYS_close_range, 4u, ~0u, 0u);
    char *arguments[] = { start->program, library, NULL };
    execve(start->program, arguments, environ);
    start->error = errno;
    _exit(127);
}

static int run(struct start *start, pid_t *process)
{
    start->stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (start->stack == MAP_FAILED)
        return -1;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    *process = clone(become_launcher, start->stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | SIGCHLD, start);
    if (*process == -1)
        start->error = errno;
    else if (start->error)
        waitpid(*process, NULL, 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    munmap(start->stack, STACK_SIZE);
    errno = start->error;
    return start->error == 0 ? 0 : -1;
}

/* A program that has closed its standard descriptors must not get ours in their place. */
int face_move_up(int fd)
{
    if (fd < 0 || fd > 9)
        return fd;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    int error = errno;
    close(fd);
    errno = error;
    return moved;
}

int face_start_process(guestfs_h *g, char **why)
{
    struct start start = { .null = -1 };
    if (!find_launcher(&start)) {
        if (asprintf(why, "the program " LAUNCHER " is missing: it must be beside %s, or in guestctl/ or ../bin there", library) == -1)
            *why = NULL;
        return -1;
    }
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        return -1;
    g->socket = face_move_up(ends[0]);
    start.socket = face_move_up(ends[1]);
    start.null = face_move_up(open("/dev/null", O_RDWR | O_CLOEXEC));
    int result = g->socket < 0 || start.socket < 0 || start.null < 0 ? -1 : run(&start, &g->process);
    if (result == -1) {
        if (asprintf(why, "%s cannot be started: %s", start.program, strerror(errno)) == -1)
            *why = NULL;
        close(g->socket);
    }
    close(start.socket);
    close(start.null);
    return result;
}

/* Takes what the process still has to say, until its end of the socket is closed: that is when it has ended. */
static void wait_for_end(guestfs_h *g)
{
    struct frame_header header;
    int fd = -1;
    while (frame_receive(g->socket, &header, sizeof header, &fd) == 1 && header.length <= FRAME_LIMIT) {
        unsigned char *payload = face_allocate(g, header.length);
        bool is_whole = header.length == 0 || frame_receive(g->socket, payload, header.length, &fd) == 1;
        if (is_whole && header.kind == FRAME_EVENT)
            face_event_arrived(g, payload, header.length);
        free(payload);
        if (!is_whole)
            break;
    }
}

/* Only this one child is waited for: others are the program's. It may have been reaped already, by a program that waits for any. */
static void reap(guestfs_h *g)
{
    if (g->creator != getpid() || waitpid(g->process, NULL, WNOHANG) != 0)
        return;
    if (g->is_lost)
        kill(g->process, SIGKILL);
    while (waitpid(g->process, NULL, 0) == -1 && errno == EINTR)
        ;
}

/* Has the handle closed, and waits until it is: file systems are unmounted and written out then. */
void face_stop_process(guestfs_h *g)
{
    if (!g->is_lost && face_send(g, FRAME_CLOSE, 0, NULL, 0, -1) == 0)
        wait_for_end(g);
    reap(g);
    g->is_lost = true;
}
