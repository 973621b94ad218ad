#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* 255 drives with a chain of images each, with room to spare. */
enum { MAX_OPEN_FILES = 65536 };

static void limit(const struct plan *plan, int resource, rlim_t value, const char *what)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) {
        report_failure(plan, what);
    }
    if (now.rlim_max != RLIM_INFINITY && value > now.rlim_max) {
        value = now.rlim_max;
    }
    now.rlim_cur = now.rlim_max = value;
    if (setrlimit(resource, &now) != 0) {
        report_failure(plan, what);
    }
}

void privileges_prepare(const struct plan *plan)
{
    limit(plan, RLIMIT_CORE, 0, "limiting the size of core dumps");
    limit(plan, RLIMIT_NOFILE, MAX_OPEN_FILES, "limiting the number of open files");
}

/* Who may open /dev/kvm is usually a matter of its group. */
static void set_groups(const struct plan *plan)
{
    struct stat kvm;
    bool has_group = stat("/dev/kvm", &kvm) == 0 && (kvm.st_mode & S_IRGRP) && (kvm.st_mode & S_IWGRP);
    if (setgroups(has_group ? 1 : 0, has_group ? &kvm.st_gid : NULL) != 0) {
        report_failure(plan, "leaving the groups");
    }
}

static void empty_capabilities(const struct plan *plan)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    if (syscall(SYS_capset, &header, none) != 0) {
        report_failure(plan, "dropping the capabilities");
    }
}

/* Without CAP_SETPCAP the set stays, but no_new_privs keeps anybody from using it. */
static void empty_bounding_set(void)
{
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}

void privileges_drop(const struct plan *plan)
{
    empty_bounding_set();
    if (plan->changes_user) {
        current_step = "user";
        set_groups(plan);
        if (setresgid(plan->group, plan->group, plan->group) != 0 || setresuid(plan->user, plan->user, plan->user) != 0) {
            report_failure(plan, "changing to a user of its own");
        }
        report_step(plan, "user", NULL);
        current_step = "privileges";
    }
    empty_capabilities(plan);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        report_failure(plan, "giving up new privileges");
    }
    report_step(plan, "privileges", NULL);
}
