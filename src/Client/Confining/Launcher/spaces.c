/* Namespaces, and a root directory with nothing in it but what the program must read. */
#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif

#define BASE "/tmp"
#define OLD "/old"
#define NEW "/new"
#define DEVICES "/.devices"

static void write_file(const struct plan *plan, const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text)) {
        report_failure(plan, path);
    }
    close(file);
}

static void map_user(const struct plan *plan, uid_t user, gid_t group)
{
    char map[64];
    write_file(plan, "/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%u %u 1", (unsigned)user, (unsigned)user);
    write_file(plan, "/proc/self/uid_map", map);
    snprintf(map, sizeof map, "%u %u 1", (unsigned)group, (unsigned)group);
    write_file(plan, "/proc/self/gid_map", map);
}

/* CLONE_PARENT makes the new process a child of the library's, which so learns its end at first hand. */
void spaces_enter(const struct plan *plan)
{
    int wanted = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | (plan->network ? 0 : CLONE_NEWNET);
    uid_t user = geteuid();
    gid_t group = getegid();
    /* Root has no need of a user namespace, and wants to change to another user later. */
    if (user != 0 || unshare(wanted) != 0) {
        if (plan->changes_user) {
            report_failure(plan, "making namespaces");
        }
        if (unshare(wanted | CLONE_NEWUSER) != 0) {
            report_failure(plan, "making namespaces");
        }
        map_user(plan, user, group);
    }
    pid_t child = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
    if (child < 0) {
        report_failure(plan, "starting a process in its own namespace");
    }
    if (child > 0) {
        char number[32];
        snprintf(number, sizeof number, "%d", (int)child);
        report_line(plan, "process", number);
        _exit(0);
    }
}

static void make_parents(const struct plan *plan, const char *path)
{
    char part[4096];
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        int length = snprintf(part, sizeof part, NEW "%.*s", (int)(slash - path), path);
        if (length >= (int)sizeof part || (mkdir(part, 0755) != 0 && errno != EEXIST)) {
            report_failure(plan, path);
        }
    }
}

/* A mount point of the kind that is mounted on it. */
static void make_target(const struct plan *plan, const char *path, bool is_directory)
{
    if (is_directory ? mkdir(path, 0755) != 0 && errno != EEXIST : mknod(path, S_IFREG | 0444, 0) != 0 && errno != EEXIST) {
        report_failure(plan, path);
    }
}

/* Nothing of it can be written to. Before Linux 5.12 Landlock and the rights on the files have to do. */
static void protect(const char *path, unsigned long long attributes)
{
    struct {
        unsigned long long set, clear, propagation, user_space;
    } change = {attributes, 0, 0, 0};
    syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &change, sizeof change);
}

/* Neither its group nor everybody may use it; of another user it would be a closed door. */
static bool is_closed(const struct stat *status)
{
    mode_t group = S_IRGRP | S_IWGRP, others = S_IROTH | S_IWOTH;
    return S_ISCHR(status->st_mode) && (status->st_mode & group) != group && (status->st_mode & others) != others;
}

/* Root, which we still are, gave us the device: a node of it that exists for this program alone, and that its new user may open. */
static void bind_own_node(const struct plan *plan, const struct place *place, const char *target, dev_t device)
{
    const char *step = current_step;
    current_step = "user";
    if (mkdir(NEW DEVICES, 0700) != 0 || mount("guestctl", NEW DEVICES, "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=16k") != 0
        || mknod(NEW DEVICES "/node", S_IFCHR | 0600, device) != 0 || chmod(NEW DEVICES "/node", 0666) != 0
        || mount(NEW DEVICES "/node", target, NULL, MS_BIND, NULL) != 0
        || umount2(NEW DEVICES, MNT_DETACH) != 0 || rmdir(NEW DEVICES) != 0) {
        report_failure(plan, place->path);
    }
    current_step = step;
}

static void bind_place(const struct plan *plan, const struct place *place)
{
    char source[4096], target[4096];
    struct stat status;
    if (snprintf(source, sizeof source, OLD "%s", place->path) >= (int)sizeof source || snprintf(target, sizeof target, NEW "%s", place->path) >= (int)sizeof target) {
        errno = ENAMETOOLONG;
        report_failure(plan, place->path);
    }
    if (place->kind != PLACE_DIRECTORY && place->kind != PLACE_LINK && stat(source, &status) != 0) {
        if (errno == ENOENT) {
            return;
        }
        report_failure(plan, place->path);
    }
    make_parents(plan, place->path);
    switch (place->kind) {
    case PLACE_DIRECTORY:
        make_target(plan, target, true);
        return;
    case PLACE_LINK:
        if (symlink(place->target, target) != 0 && errno != EEXIST) {
            report_failure(plan, place->path);
        }
        return;
    default:
        make_target(plan, target, S_ISDIR(status.st_mode));
        if (plan->changes_user && place->kind == PLACE_DEVICE && is_closed(&status)) {
            bind_own_node(plan, place, target, status.st_rdev);
        } else if (mount(source, target, NULL, MS_BIND | MS_REC, NULL) != 0) {
            report_failure(plan, place->path);
        }
        protect(target, place->kind == PLACE_DEVICE ? MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC : MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    }
}

/* Its own entry in /proc, and no other: /proc/self/fd is how QEMU is told of files that it can take by name only. */
static void bind_self(const struct plan *plan)
{
    if ((mkdir(NEW "/proc", 0755) != 0 && errno != EEXIST) || mkdir(NEW "/proc/self", 0755) != 0
        || mount(OLD "/proc/self", NEW "/proc/self", NULL, MS_BIND | MS_REC, NULL) != 0) {
        report_failure(plan, "/proc/self");
    }
}

void spaces_build_root(const struct plan *plan)
{
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        report_failure(plan, "making the mounts private");
    }
    if (mount("guestctl", BASE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m") != 0 || mkdir(BASE OLD, 0755) != 0 || mkdir(BASE NEW, 0755) != 0) {
        report_failure(plan, "mounting an empty root");
    }
    /* The old root keeps its own /tmp: what is mounted on it goes to the top. */
    if (syscall(SYS_pivot_root, BASE, BASE OLD) != 0 || chdir("/") != 0) {
        report_failure(plan, "changing to an empty root");
    }
    if (mount(NEW, NEW, NULL, MS_BIND | MS_REC, NULL) != 0) {
        report_failure(plan, "mounting an empty root");
    }
    for (size_t i = 0; i < plan->place_count; i++) {
        bind_place(plan, &plan->places[i]);
    }
    bind_self(plan);
    if (chdir(NEW) != 0 || syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) {
        report_failure(plan, "leaving the old root");
    }
    struct {
        unsigned long long set, clear, propagation, user_space;
    } change = {MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0};
    syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &change, sizeof change);
}
