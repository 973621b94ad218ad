#include "plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *current_step = "start";

static _Noreturn void refuse(const char *word)
{
    fprintf(stderr, "guestctl-confine: '%s' is not understood; the library of GuestCtl starts this program for QEMU, not people\n", word);
    _exit(126);
}

static long long number(const char *word, const char *text)
{
    char *end;
    errno = 0;
    long long value = text ? strtoll(text, &end, 10) : -1;
    if (!text || errno != 0 || *end != 0 || end == text || value < 0) {
        refuse(word);
    }
    return value;
}

static void add_place(struct plan *plan, enum place_kind kind, const char *path, const char *target)
{
    if (plan->place_count == MAX_WORDS || !path || path[0] != '/' || (kind == PLACE_LINK && !target)) {
        refuse(path ? path : "place");
    }
    plan->places[plan->place_count++] = (struct place){kind, path, target};
}

/* Words with their operands, until "--" and the program. */
void plan_read(struct plan *plan, int count, char **words)
{
    int at = 1;
    words[count] = NULL;
    plan->report = -1;
    while (at < count && strcmp(words[at], "--") != 0) {
        const char *word = words[at++];
        const char *operand = words[at];
        if (!strcmp(word, "session")) {
            plan->session = true;
        } else if (!strcmp(word, "network")) {
            plan->network = true;
        } else if (!strcmp(word, "spaces")) {
            plan->spaces = true;
        } else if (!strcmp(word, "landlock")) {
            plan->landlock = true;
        } else if (!strcmp(word, "filter")) {
            plan->filter = true;
        } else if (!operand) {
            refuse(word);
        } else if (at++, !strcmp(word, "owner")) {
            plan->owner = (pid_t)number(word, operand);
        } else if (!strcmp(word, "report")) {
            plan->report = (int)number(word, operand);
        } else if (!strcmp(word, "keep")) {
            plan->keep = (int)number(word, operand);
        } else if (!strcmp(word, "user")) {
            plan->changes_user = true;
            plan->user = (uid_t)number(word, operand);
        } else if (!strcmp(word, "group")) {
            plan->group = (gid_t)number(word, operand);
        } else if (!strcmp(word, "directory")) {
            add_place(plan, PLACE_DIRECTORY, operand, NULL);
        } else if (!strcmp(word, "read")) {
            add_place(plan, PLACE_READ, operand, NULL);
        } else if (!strcmp(word, "device")) {
            add_place(plan, PLACE_DEVICE, operand, NULL);
        } else if (!strcmp(word, "link")) {
            add_place(plan, PLACE_LINK, operand, words[at]);
            at++;
        } else if (!strcmp(word, "readable") && plan->readable_count < MAX_WORDS) {
            plan->readable[plan->readable_count++] = (int)number(word, operand);
        } else if (!strcmp(word, "env") && plan->environment_count < MAX_WORDS) {
            plan->environment[plan->environment_count++] = operand;
        } else {
            refuse(word);
        }
    }
    if (at + 1 >= count || plan->report < 3 || plan->keep < 3 || plan->report < plan->keep) {
        refuse("the command line");
    }
    plan->program = words + at + 1;
}

/* One write for each line: the two processes of spaces_enter must not mix theirs. */
void report_line(const struct plan *plan, const char *key, const char *value)
{
    char line[512];
    int length = snprintf(line, sizeof line, "%s %s\n", key, value);
    if (length >= (int)sizeof line) {
        length = sizeof line - 1;
        line[length - 1] = '\n';
    }
    if (write(plan->report, line, (size_t)length) != length) {
        _exit(125); /* The owner is gone. */
    }
}

void report_step(const struct plan *plan, const char *step, const char *obstacle)
{
    char text[400];
    snprintf(text, sizeof text, "%s %s", step, obstacle ? obstacle : "");
    report_line(plan, obstacle ? "without" : "with", text);
}

void report_failure(const struct plan *plan, const char *what)
{
    char text[400];
    snprintf(text, sizeof text, "%s %d %s: %s", current_step, errno, what, strerror(errno));
    report_line(plan, "failed", text);
    _exit(125);
}
