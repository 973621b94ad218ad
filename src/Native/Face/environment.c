/* The environment variables that set properties of a handle. They are read here: the program may have changed them since the process of
 * the handle was started. */
#include "face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const prefixes[] = { "LIBGUESTFS_", "GUESTCTL_" };
static const char trace_variable[] = "LIBGUESTFS_TRACE=";

static int parse_truth(const char *text)
{
    static const char *const yes[] = { "1", "true", "t", "yes", "y", "on" };
    static const char *const no[] = { "0", "false", "f", "no", "n", "off" };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcasecmp(text, yes[i]) == 0)
            return 1;
        if (strcasecmp(text, no[i]) == 0)
            return 0;
    }
    return -1;
}

static void trace_list(guestfs_h *g, const char *name, char *const *variables)
{
    struct face_buffer list = { 0 };
    for (size_t i = 0; g->traces && variables[i]; i++) {
        face_append(g, &list, " ", i > 0);
        face_append(g, &list, variables[i], strlen(variables[i]));
    }
    face_trace_line(g, "%s \"%.*s\"", name, (int)list.length, list.data ? (char *)list.data : "");
    free(list.data);
}

/* Takes LIBGUESTFS_TRACE, which is for the face, and leaves the rest to the process of the handle. What is traced is the program's own call. */
static int parse(guestfs_h *g, char *const *variables, bool *trace_after)
{
    bool traces = g->traces;
    size_t count = 0;
    while (variables[count])
        count++;
    char **others = face_allocate(g, (count + 1) * sizeof *others);
    int result = 0, trace = g->traces;
    for (size_t i = 0, kept = 0; i < count; i++) {
        const char *value = variables[i] + sizeof trace_variable - 1;
        if (strncmp(variables[i], trace_variable, sizeof trace_variable - 1) != 0) {
            others[kept++] = variables[i];
        } else if (*value) {
            trace = parse_truth(value);
            if (trace == -1) {
                face_fail(g, 0, "LIBGUESTFS_TRACE=%s: non-boolean value", value);
                trace = g->traces;
                result = -1;
            }
        }
    }
    g->traces = false;
    if (face_parse_environment_list(g, others) == -1)
        result = -1;
    g->traces = traces;
    *trace_after = trace == 1;
    free(others);
    return result;
}

/* Whether traces are on counts for the result of the call, too. */
static int finish(guestfs_h *g, const char *name, char *const *variables)
{
    bool traces = g->traces;
    int result = parse(g, variables, &traces);
    g->traces = traces;
    face_trace_line(g, "%s = %s", name, result == 0 ? "0" : "-1 (error)");
    return result;
}

static bool is_known(const char *variable)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(variable, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    }
    return false;
}

static char **present_variables(guestfs_h *g)
{
    struct face_buffer list = { 0 };
    for (char **variable = environ; variable && *variable; variable++) {
        if (is_known(*variable))
            face_append(g, &list, variable, sizeof *variable);
    }
    char *end = NULL;
    face_append(g, &list, &end, sizeof end);
    return (char **)list.data;
}

PUBLIC int guestfs_parse_environment(guestfs_h *g)
{
    if (!face_is_open(g))
        return face_parse_environment_list(g, NULL);
    face_lock(g);
    char **variables = present_variables(g);
    face_trace_line(g, "parse_environment");
    int result = finish(g, "parse_environment", variables);
    free(variables);
    face_unlock(g);
    return result;
}

PUBLIC int guestfs_parse_environment_list(guestfs_h *g, char *const *environment)
{
    if (!face_is_open(g) || !environment)
        return face_parse_environment_list(g, environment);
    face_lock(g);
    trace_list(g, "parse_environment_list", environment);
    int result = finish(g, "parse_environment_list", environment);
    face_unlock(g);
    return result;
}

/* A new handle has the defaults, so there is nothing to send when no variable is set. A wrong value is reported, and the handle is good. */
void face_parse_environment_at_create(guestfs_h *g)
{
    char **variables = present_variables(g);
    if (variables[0])
        parse(g, variables, &g->traces);
    free(variables);
}
