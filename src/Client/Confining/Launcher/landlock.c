/* What the program may open by name: nothing but itself, its libraries, its firmware and the devices it was given. */
#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

/* Numbers of the kernel's interface: its header of the build machine may be older than the kernel of the user's. */
enum {
    VERSION_FLAG = 1,
    RULE_PATH_BENEATH = 1,
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_BITS_OF_ABI_1 = 13,
    FS_IOCTL_DEV = 1 << 15,
    NET_BIND_AND_CONNECT_TCP = 3,
    SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3,
};

struct ruleset {
    uint64_t handled_fs;
    uint64_t handled_net;
    uint64_t scoped;
};

struct path_beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

/* Refer came with version 2, truncate with 3, ioctl of devices with 5. */
static uint64_t handled_fs(int version)
{
    int bits = FS_BITS_OF_ABI_1 + (version >= 2) + (version >= 3) + (version >= 5);
    return (1ULL << bits) - 1;
}

static size_t ruleset_size(int version)
{
    return version >= 6 ? sizeof(struct ruleset) : version >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, handled_net);
}

static void allow(const struct plan *plan, int rules, int file, uint64_t access, const char *name)
{
    struct path_beneath rule = {access, file};
    if (syscall(SYS_landlock_add_rule, rules, RULE_PATH_BENEATH, &rule, 0) != 0) {
        report_failure(plan, name);
    }
}

static void allow_place(const struct plan *plan, int rules, const struct place *place, uint64_t handled)
{
    struct stat status;
    uint64_t access = FS_READ_FILE;
    int file = open(place->path, O_PATH | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        if (file < 0 && errno == ENOENT) {
            return;
        }
        report_failure(plan, place->path);
    }
    if (place->kind == PLACE_DEVICE) {
        access |= FS_WRITE_FILE | (FS_IOCTL_DEV & handled);
    } else {
        access |= FS_EXECUTE | (S_ISDIR(status.st_mode) ? FS_READ_DIR : 0);
    }
    allow(plan, rules, file, access, place->path);
    close(file);
}

void landlock_restrict(const struct plan *plan)
{
    int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_FLAG);
    if (version < 1) {
        report_step(plan, "landlock", errno == EOPNOTSUPP ? "it is turned off in this kernel (lsm=)" : "this kernel does not have it (Linux 5.13)");
        return;
    }
    struct ruleset handled = {
        .handled_fs = handled_fs(version),
        .handled_net = plan->network ? 0 : NET_BIND_AND_CONNECT_TCP,
        .scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS,
    };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, ruleset_size(version), 0);
    if (rules < 0) {
        report_failure(plan, "making a Landlock ruleset");
    }
    for (size_t i = 0; i < plan->place_count; i++) {
        if (plan->places[i].kind == PLACE_READ || plan->places[i].kind == PLACE_DEVICE) {
            allow_place(plan, rules, &plan->places[i], handled.handled_fs);
        }
    }
    for (size_t i = 0; i < plan->readable_count; i++) {
        allow(plan, rules, plan->readable[i], FS_READ_FILE, "allowing a file of the appliance");
    }
    if (syscall(SYS_landlock_restrict_self, rules, 0) != 0) {
        report_failure(plan, "restricting the program by Landlock");
    }
    close(rules);
    char text[32];
    snprintf(text, sizeof text, "landlock %d", version);
    report_line(plan, "with", text);
}
