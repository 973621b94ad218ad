/* Stands in QEMU's place and tries what a QEMU that was taken over would try. Prints "reached THING" for everything that it should not. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void reached(const char *thing, int is_reached)
{
    if (is_reached) {
        printf("reached %s\n", thing);
        fflush(stdout);
    }
}

static int can_open(const char *path, int flags)
{
    int file = open(path, flags, 0600);
    if (file >= 0) {
        close(file);
    }
    return file >= 0;
}

static int can_connect(const void *address, socklen_t length, int family)
{
    int end = socket(family, SOCK_STREAM, 0);
    int result = end >= 0 && connect(end, address, length) == 0;
    if (end >= 0) {
        close(end);
    }
    return result;
}

static int can_connect_path(const char *path, int is_abstract)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path + is_abstract, path, sizeof address.sun_path - 2);
    return can_connect(&address, is_abstract ? offsetof(struct sockaddr_un, sun_path) + 1 + strlen(path) : sizeof address, AF_UNIX);
}

static int can_connect_tcp(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return can_connect(&address, sizeof address, AF_INET);
}

static int can_run(const char *program)
{
    pid_t child = fork();
    if (child == 0) {
        execl(program, program, "-c", "exit 0", NULL);
        _exit(1);
    }
    int status;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int has_capabilities(void)
{
    char line[256];
    int found = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        if (!strncmp(line, "Cap", 3) && strncmp(line, "CapBnd", 6) && strtoull(line + 7, NULL, 16) != 0) {
            found = 1;
        }
    }
    if (status) {
        fclose(status);
    }
    return found;
}

static void try_owner(pid_t owner)
{
    char path[64], byte = 0;
    struct rlimit limit;
    struct iovec own = {&byte, 1}, other = {(void *)&errno, 1};
    snprintf(path, sizeof path, "/proc/%d/environ", (int)owner);
    reached("the owner's environment", can_open(path, O_RDONLY));
    snprintf(path, sizeof path, "/proc/%d/mem", (int)owner);
    reached("the owner's memory by /proc", can_open(path, O_RDWR));
    snprintf(path, sizeof path, "/proc/%d/fd/0", (int)owner);
    reached("the owner's descriptors", can_open(path, O_RDONLY));
    reached("the owner by ptrace", ptrace(PTRACE_SEIZE, owner, 0, 0) == 0);
    reached("the owner's memory by process_vm_readv", process_vm_readv(owner, &own, 1, &other, 1, 0) >= 0 || errno == EFAULT);
    reached("the owner by a signal", kill(owner, 0) == 0);
    reached("other processes by signals", kill(-1, 0) == 0);
    reached("the owner's limits", syscall(SYS_prlimit64, owner, RLIMIT_NOFILE, NULL, &limit) == 0);
    limit.rlim_cur = limit.rlim_max = RLIM_INFINITY;
    reached("its own limits", getrlimit(RLIMIT_FSIZE, &limit) != 0 || setrlimit(RLIMIT_FSIZE, &limit) == 0 || syscall(SYS_setrlimit, RLIMIT_FSIZE, &limit) == 0);
    reached("the owner by a pidfd", syscall(434, owner, 0) >= 0);
}

static void try_kernel(void)
{
    reached("mounting", mount("none", "/tmp", "tmpfs", 0, NULL) == 0);
    reached("a new user namespace", unshare(CLONE_NEWUSER) == 0);
    reached("a new namespace by clone", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) > 0);
    reached("another user", setuid(0) == 0 || setgid(0) == 0);
    reached("bpf", syscall(SYS_bpf, 0, NULL, 0) == 0 || errno == EINVAL || errno == EFAULT);
    reached("io_uring", syscall(425, 1, NULL) >= 0 || errno == EFAULT);
    reached("keys", syscall(SYS_keyctl, 0, -3, 0) >= 0);
    reached("perf", syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0) >= 0 || errno == EFAULT);
    reached("userfaultfd", syscall(SYS_userfaultfd, 0) >= 0);
    reached("shared memory of System V", shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600) >= 0);
    reached("the kernel's log", syscall(SYS_syslog, 10, NULL, 0) >= 0);
    reached("a new root", chroot("/") == 0);
    reached("typing on the terminal", ioctl(0, TIOCSTI, "x") == 0 || errno == EIO);
}

static void try_files(char **paths)
{
    char made[512];
    reached("a file of the user's", can_open(paths[0], O_RDONLY));
    snprintf(made, sizeof made, "%s/made-by-the-probe", paths[1]);
    reached("making a file", can_open(made, O_WRONLY | O_CREAT));
    reached("making a file in /tmp", can_open("/tmp/guestctl-made-by-the-probe", O_WRONLY | O_CREAT));
    reached("making a file in /dev/shm", can_open("/dev/shm/guestctl-made-by-the-probe", O_WRONLY | O_CREAT));
    reached("making a file in the root", can_open("/made-by-the-probe", O_WRONLY | O_CREAT));
    reached("/etc/passwd", can_open("/etc/passwd", O_RDONLY));
    reached("/proc/1/environ of others", can_open("/proc/1/mountinfo", O_RDONLY));
    reached("the host's files through /proc", can_open("/proc/self/root/etc/passwd", O_RDONLY));
    reached("listing the root", can_open("/", O_RDONLY | O_DIRECTORY));
    reached("removing a file", unlink(paths[0]) == 0);
    reached("renaming a file", rename(paths[0], made) == 0);
    reached("changing a file's mode", chmod(paths[0], 0777) == 0 && access("/etc", F_OK) == 0 && can_open(paths[0], O_RDONLY));
    reached("a shell", can_run("/bin/sh"));
}

/* OWNER FILE DIRECTORY SOCKET ABSTRACT-SOCKET TCP-PORT HIGHEST-DESCRIPTOR */
int main(int count, char **words)
{
    if (count != 8) {
        return 2;
    }
    try_files(words + 2);
    try_owner((pid_t)atoi(words[1]));
    try_kernel();
    reached("a socket by its path", can_connect_path(words[4], 0));
    reached("a socket by its abstract name", can_connect_path(words[5], 1));
    reached("the network", can_connect_tcp(atoi(words[6])));
    reached("capabilities", has_capabilities());
    reached("the bounding set", prctl(PR_CAPBSET_READ, 21, 0, 0, 0) == 1);
    reached("an environment variable", getenv("GUESTCTL_TEST_SECRET") != NULL);
    reached("a set-user-id program's rights", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1);
    for (int number = atoi(words[7]) + 1; number < 4096; number++) {
        reached("a descriptor of the owner's", fcntl(number, F_GETFD) >= 0);
    }
    printf("user %d\ndone\n", (int)getuid());
    return 0;
}
