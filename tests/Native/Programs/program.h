/* What the programs of these tests share. */
#pragma once

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <guestfs.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct scenario {
    const char *name;
    void (*run)(guestfs_h *g);
};

static char **program_arguments;

/* Runs the scenario that the first argument names, on a handle whose errors are not printed. */
static inline int run_scenario(int count, char **arguments, const struct scenario *scenarios, size_t known)
{
    for (size_t i = 0; count > 1 && i < known; i++) {
        if (strcmp(arguments[1], scenarios[i].name) == 0) {
            program_arguments = arguments + 2;
            guestfs_h *g = guestfs_create();
            if (!g)
                return 3;
            guestfs_set_error_handler(g, NULL, NULL);
            scenarios[i].run(g);
            guestfs_close(g);
            return fflush(stdout) == 0 ? 0 : 4;
        }
    }
    fprintf(stderr, "there is no such scenario\n");
    return 2;
}

/* A check of something that must be so. */
#define MUST(what)                                                                                     \
    do {                                                                                               \
        if (!(what)) {                                                                                 \
            printf("not so in line %d: %s\n", __LINE__, #what);                                        \
            fflush(stdout);                                                                            \
            _exit(1);                                                                                  \
        }                                                                                              \
    } while (0)

/* Adds a scratch drive, launches, and mounts a new file system on /. */
static inline void launch_scratch(guestfs_h *g)
{
    MUST(guestfs_add_drive_scratch(g, INT64_C(100) << 20, -1) == 0);
    MUST(guestfs_launch(g) == 0);
    char *shell[] = { "mke2fs -q -t ext4 /dev/sda", NULL };
    char *output = guestfs_debug(g, "sh", shell);
    MUST(output != NULL);
    free(output);
    MUST(guestfs_mount(g, "/dev/sda", "/") == 0);
}

/* The process of the handle: the only child that this program has not started itself. */
static inline pid_t handle_process(void)
{
    char path[64], text[64] = "";
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    int fd = open(path, O_RDONLY);
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    MUST(got > 0);
    return (pid_t)atoi(text);
}

static inline void kill_handle_process(void)
{
    kill(handle_process(), SIGKILL);
}
