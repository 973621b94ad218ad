/* What the launcher is told to do, and the steps that do it. Each step says how it went on the report socket; the library decides whether
 * that is good enough, and only then lets the program start. */
#ifndef GUESTCTL_CONFINE_PLAN_H
#define GUESTCTL_CONFINE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { MAX_WORDS = 256 };

/* One thing that the program may see: its path, and how. */
struct place {
    enum place_kind { PLACE_DIRECTORY, PLACE_LINK, PLACE_READ, PLACE_DEVICE } kind;
    const char *path;
    const char *target; /* of a link */
};

struct plan {
    pid_t owner;          /* the process that the program must not outlive */
    int report;           /* the socket to the library */
    int keep;             /* descriptors below this number are the program's */
    bool session;         /* a session of its own, so that Ctrl-C on the terminal does not reach it */
    bool network;         /* the program may use sockets */
    bool spaces;          /* namespaces and a root directory of its own */
    bool landlock;
    bool filter;          /* the seccomp filter */
    bool changes_user;
    uid_t user;
    gid_t group;
    struct place places[MAX_WORDS];
    size_t place_count;
    int readable[MAX_WORDS]; /* descriptors whose files it may open once more, for reading, through /proc/self/fd */
    size_t readable_count;
    const char *environment[MAX_WORDS + 1];
    size_t environment_count;
    char **program; /* its path and its arguments */
};

/* Reads the plan from the command line. Ends the process when it makes no sense. */
void plan_read(struct plan *plan, int count, char **words);

/* Says how a step went: nothing for "done", otherwise why not. */
void report_step(const struct plan *plan, const char *step, const char *obstacle);
void report_line(const struct plan *plan, const char *key, const char *value);

/* The step that is under way, which a failure is told to belong to. */
extern const char *current_step;

/* Ends the process after it said what failed, with errno. */
_Noreturn void report_failure(const struct plan *plan, const char *what);

/* Moves into new namespaces and returns in a new process there; this one says that process's number, and ends. */
void spaces_enter(const struct plan *plan);
void spaces_build_root(const struct plan *plan);

void privileges_prepare(const struct plan *plan);
void privileges_drop(const struct plan *plan);
void landlock_restrict(const struct plan *plan);
void filter_install(const struct plan *plan);

#endif
