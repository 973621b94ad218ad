/* Runs between the library's fork and QEMU's first instruction: takes away everything that QEMU does not need, says what could be taken
 * away, waits for the library's word, and becomes QEMU. One thread, no memory from the heap, nothing read but its arguments. */
#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void reset_signals(void)
{
    sigset_t none;
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    /* A file that would get too long is an error of that write, not the end of the program. */
    signal(SIGXFSZ, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void keep_descriptors(const struct plan *plan)
{
    /* Its end tells the library that the program has started. */
    if (fcntl(plan->report, F_SETFD, FD_CLOEXEC) != 0) {
        _exit(125);
    }
    /* The program's standard input is nothing. */
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, 0) < 0) {
        report_failure(plan, "opening /dev/null");
    }
    if (nothing > 0) {
        close(nothing);
    }
    if (plan->report > plan->keep && syscall(SYS_close_range, plan->keep, plan->report - 1, 0) != 0) {
        goto one_by_one;
    }
    if (syscall(SYS_close_range, plan->report + 1, ~0U, 0) == 0) {
        return;
    }
one_by_one:
    /* Before Linux 5.9. */
    for (int number = plan->keep, end = (int)sysconf(_SC_OPEN_MAX); number < end; number++) {
        if (number != plan->report) {
            close(number);
        }
    }
}

/* The signal is armed last, for a change of the user disarms it; whether the owner died before that shows when it does not answer. */
static void await_permission(const struct plan *plan)
{
    char answer;
    ssize_t count;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        report_failure(plan, "arming the signal that ends the program with its owner");
    }
    report_line(plan, "ready", "");
    do {
        count = read(plan->report, &answer, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1 || answer != '1') {
        _exit(125);
    }
}

int main(int count, char **words)
{
    static struct plan plan;
    plan_read(&plan, count, words);
    if (plan.owner != 0 && getppid() != plan.owner) {
        return 125;
    }
    reset_signals();
    /* The directories of the new root are for another user, perhaps. */
    umask(022);
    keep_descriptors(&plan);
    if (plan.session) {
        setsid();
    }
    if (plan.spaces) {
        current_step = "namespaces";
        spaces_enter(&plan);
        spaces_build_root(&plan);
        report_step(&plan, "namespaces", NULL);
    }
    current_step = "privileges";
    umask(077);
    privileges_prepare(&plan);
    privileges_drop(&plan);
    if (plan.landlock) {
        current_step = "landlock";
        landlock_restrict(&plan);
    }
    /* Before the filter: the signal's call is harmless, but the filter names this process's number, which is final now. */
    if (plan.filter) {
        current_step = "filter";
        filter_install(&plan);
    }
    current_step = "start";
    await_permission(&plan);
    execve(plan.program[0], plan.program, (char *const *)plan.environment);
    report_failure(&plan, "starting the program");
}
