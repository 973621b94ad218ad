/* The system calls that the program cannot make. It stands in front of QEMU's own -sandbox, which begins only when QEMU has read its
 * command line, and knows less: it cannot forbid sockets, since some QEMUs want them. */
#include "plan.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#define X32_BIT 0x40000000u
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "GuestCtl's launcher does not know the number of this architecture in seccomp filters."
#endif

#define FIELD(name) offsetof(struct seccomp_data, name)
#define LOW_WORD(index) (offsetof(struct seccomp_data, args) + 8 * (index))

enum { MAX_INSTRUCTIONS = 1024 };

/* Reaching other processes, the kernel, mounts and identities. */
static const int forbidden[] = {
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns,
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
    SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setfsuid, SYS_setfsgid, SYS_setgroups, SYS_capset,
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff,
    SYS_sethostname, SYS_setdomainname, SYS_acct, SYS_quotactl, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
    SYS_syslog, SYS_vhangup, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_fanotify_init, SYS_move_pages, SYS_migrate_pages, SYS_execveat,
    SYS_setrlimit, SYS_personality, SYS_setpriority, SYS_ioprio_set, SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr,
    SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop, SYS_semctl, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#if defined(__x86_64__)
    SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_uselib, SYS_create_module, SYS_nfsservctl, SYS__sysctl, SYS_lookup_dcookie,
#endif
    /* Newer than some build machines' headers; these numbers are the same on all architectures. */
    424 /* pidfd_send_signal */, 428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */,
    433 /* fspick */, 434 /* pidfd_open */, 438 /* pidfd_getfd */, 440 /* process_madvise */, 442 /* mount_setattr */, 443 /* quotactl_fd */,
    448 /* process_mrelease */, 467 /* open_tree_attr */,
};

/* Those for which a program has another way when the kernel does not know them. */
static const int unknown[] = {425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */, 435 /* clone3 */};

static const int sockets[] = {
    SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
};

static struct sock_filter program[MAX_INSTRUCTIONS];
static unsigned short length;

static void add(struct sock_filter instruction)
{
    if (length < MAX_INSTRUCTIONS) {
        program[length++] = instruction;
    }
}

static void load(unsigned offset)
{
    add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void answer(unsigned action)
{
    add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

static void refuse_all(const int *calls, size_t count, unsigned action)
{
    for (size_t i = 0; i < count; i++) {
        add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i], 0, 1));
        answer(action);
    }
}

/* Refuses a call unless an argument has a value. */
static void refuse_unless(int call, unsigned argument, unsigned value)
{
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4));
    load(LOW_WORD(argument));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
    answer(SECCOMP_RET_ERRNO | EPERM);
    load(FIELD(nr));
}

static void refuse_unless_either(int call, unsigned argument, unsigned one, unsigned other)
{
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 5));
    load(LOW_WORD(argument));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, one, 2, 0));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, other, 1, 0));
    answer(SECCOMP_RET_ERRNO | EPERM);
    load(FIELD(nr));
}

/* Refuses a call if an argument has any of some bits, or is a certain value. */
static void refuse_if(int call, unsigned argument, unsigned value, unsigned short test)
{
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4));
    load(LOW_WORD(argument));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | test | BPF_K, value, 0, 1));
    answer(SECCOMP_RET_ERRNO | EPERM);
    load(FIELD(nr));
}

/* The same for the upper half of an argument. */
static void refuse_high_if(int call, unsigned argument, unsigned bits)
{
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4));
    load(LOW_WORD(argument) + 4);
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
    answer(SECCOMP_RET_ERRNO | EPERM);
    load(FIELD(nr));
}

static void compose(const struct plan *plan)
{
    const unsigned no = SECCOMP_RET_ERRNO | EPERM;
    const unsigned self = (unsigned)getpid();
    load(FIELD(arch));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0));
    answer(SECCOMP_RET_KILL_PROCESS);
    load(FIELD(nr));
#ifdef X32_BIT
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1));
    answer(SECCOMP_RET_KILL_PROCESS);
#endif
    refuse_all(forbidden, sizeof forbidden / sizeof *forbidden, no);
    refuse_all(unknown, sizeof unknown / sizeof *unknown, SECCOMP_RET_ERRNO | ENOSYS);
    if (!plan->network) {
        refuse_all(sockets, sizeof sockets / sizeof *sockets, no);
    }
    refuse_unless(SYS_kill, 0, self);
    refuse_unless(SYS_tgkill, 0, self);
    refuse_unless_either(SYS_prlimit64, 0, 0, self);
    /* Limits may be read, not changed: a new one is given by an address, of which either half is not zero. */
    refuse_if(SYS_prlimit64, 2, ~0u, BPF_JSET);
    refuse_high_if(SYS_prlimit64, 2, ~0u);
    refuse_if(SYS_clone, 0, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET, BPF_JSET);
    /* Typing on the user's terminal. */
    refuse_if(SYS_ioctl, 1, TIOCSTI, BPF_JEQ);
    refuse_if(SYS_ioctl, 1, TIOCLINUX, BPF_JEQ);
    answer(SECCOMP_RET_ALLOW);
}

void filter_install(const struct plan *plan)
{
    compose(plan);
    if (length >= MAX_INSTRUCTIONS) {
        errno = E2BIG;
        report_failure(plan, "composing the filter of system calls");
    }
    struct sock_fprog filter = {length, program};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        report_step(plan, "filter", errno == EINVAL ? "this kernel has no filters for system calls (CONFIG_SECCOMP_FILTER)" : "the system refuses it");
        return;
    }
    report_step(plan, "filter", NULL);
}
