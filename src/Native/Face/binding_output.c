/* Functions for the tests of bindings that write down which arguments arrived, for a test to compare. */
#include "face.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS 63

static FILE *output_of(guestfs_h *g)
{
    return g->test_output ? g->test_output : stdout;
}

void face_close_test_output(guestfs_h *g)
{
    if (g->test_output)
        fclose(g->test_output);
    g->test_output = NULL;
}

static bool begin_writing(struct face_call *call)
{
    if (call->failed)
        return false;
    face_trace_line(call->g, "%s%.*s", call->method->name, FACE_TRACED(call));
    return true;
}

static int end(struct face_call *call)
{
    int result = call->failed ? -1 : 0;
    if (!call->failed) {
        fflush(output_of(call->g));
        face_trace_result(call, "0");
    } else {
        face_trace_failure(call, "-1");
    }
    face_end(call);
    return result;
}

PUBLIC int guestfs_internal_test_set_output(guestfs_h *g, const char *filename)
{
    static const struct face_method method = { "internal_test_set_output", "internal_test_set_output", "", 0 };
    struct face_call call;
    if (face_begin(&call, g, &method) == -1)
        return -1;
    face_text(&call, 1, "filename", filename);
    if (begin_writing(&call)) {
        FILE *file = fopen(filename, "we");
        if (file) {
            face_close_test_output(g);
            g->test_output = file;
        } else {
            call.failed = true;
            face_fail(g, errno, "cannot open output file %s: %s", filename, strerror(errno));
        }
    }
    return end(&call);
}

PUBLIC int guestfs_internal_test_close_output(guestfs_h *g)
{
    static const struct face_method method = { "internal_test_close_output", "internal_test_close_output", "", 0 };
    struct face_call call;
    if (face_begin(&call, g, &method) == -1)
        return -1;
    begin_writing(&call);
    face_close_test_output(g);
    return end(&call);
}

static void write_list(FILE *file, char *const *list)
{
    fputc('[', file);
    for (size_t i = 0; list[i]; i++)
        fprintf(file, i > 0 ? ", \"%s\"" : "\"%s\"", list[i]);
    fputs("]\n", file);
}

/* A byte above 127 is written as the negative number that a char is. */
static void write_bytes(FILE *file, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(file, "<%02x>", (unsigned)(signed char)bytes[i]);
    fputc('\n', file);
}

static void write_options(FILE *file, const struct guestfs_internal_test_argv *options)
{
    static const char *const names[] = { "obool", "oint", "oint64", "ostring", "ostringlist" };
    for (int i = 0; i < 5; i++) {
        fprintf(file, "%s: ", names[i]);
        if (!(options->bitmask & UINT64_C(1) << i))
            fputs("unset\n", file);
        else if (i == 0)
            fprintf(file, "%s\n", options->obool ? "true" : "false");
        else if (i == 1)
            fprintf(file, "%d\n", options->oint);
        else if (i == 2)
            fprintf(file, "%" PRId64 "\n", options->oint64);
        else if (i == 3)
            fprintf(file, "%s\n", options->ostring);
        else
            write_list(file, options->ostringlist);
    }
}

static void trace_options(struct face_call *call, const struct guestfs_internal_test_argv *options)
{
    if (options->bitmask & GUESTFS_INTERNAL_TEST_OBOOL_BITMASK)
        face_option_truth(call, 10, "obool", options->obool);
    if (options->bitmask & GUESTFS_INTERNAL_TEST_OINT_BITMASK)
        face_option_number(call, 11, "oint", options->oint);
    if (options->bitmask & GUESTFS_INTERNAL_TEST_OINT64_BITMASK)
        face_option_number(call, 12, "oint64", options->oint64);
    if (options->bitmask & GUESTFS_INTERNAL_TEST_OSTRING_BITMASK)
        face_option_text(call, 13, "ostring", options->ostring);
    if (options->bitmask & GUESTFS_INTERNAL_TEST_OSTRINGLIST_BITMASK)
        face_option_texts(call, 14, "ostringlist", options->ostringlist);
}

PUBLIC int guestfs_internal_test_argv(
    guestfs_h *g, const char *str, const char *optstr, char *const *strlist, int b, int integer, int64_t integer64, const char *filein,
    const char *fileout, const char *bufferin, size_t bufferin_size, const struct guestfs_internal_test_argv *optargs)
{
    static const struct face_method method = { "internal_test", "internal_test", "", 0 };
    static const struct guestfs_internal_test_argv none;
    struct face_call call;
    if (face_begin(&call, g, &method) == -1)
        return -1;
    face_text(&call, 1, "str", str);
    face_optional_text(&call, 2, "optstr", optstr);
    face_texts(&call, 3, "strlist", strlist);
    face_truth(&call, 4, b);
    face_number(&call, 5, integer);
    face_number(&call, 6, integer64);
    face_file_in(&call, 7, "filein", filein);
    face_file_out(&call, "fileout", fileout);
    face_bytes(&call, 9, "bufferin", bufferin, bufferin_size);
    trace_options(&call, optargs ? optargs : &none);
    if (begin_writing(&call)) {
        FILE *file = output_of(g);
        fprintf(file, "%s\n%s\n", str, optstr ? optstr : "null");
        write_list(file, strlist);
        fprintf(file, "%s\n%d\n%" PRId64 "\n%s\n%s\n", b ? "true" : "false", integer, integer64, filein, fileout);
        write_bytes(file, bufferin, bufferin_size);
        write_options(file, optargs ? optargs : &none);
    }
    return end(&call);
}

/* Options that are all numbers: a bit mask, and one number after another. */
static int write_numbers(guestfs_h *g, const struct face_method *method, const char *name, int count, uint64_t given, const int *values)
{
    struct face_call call;
    char numbered[16];
    if (face_begin(&call, g, method) == -1)
        return -1;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !begin_writing(&call))
            break;
        for (int i = 0; i < count; i++) {
            bool is_given = given & UINT64_C(1) << i;
            snprintf(numbered, sizeof numbered, count > 1 ? "%s%d" : "%s", name, i + 1);
            if (pass == 0 && is_given)
                face_option_number(&call, (uint32_t)i + 1, numbered, values[i]);
            else if (pass == 1 && is_given)
                fprintf(output_of(g), "%s: %d\n", numbered, values[i]);
            else if (pass == 1)
                fprintf(output_of(g), "%s: unset\n", numbered);
        }
    }
    return end(&call);
}

PUBLIC int guestfs_internal_test_only_optargs_argv(guestfs_h *g, const struct guestfs_internal_test_only_optargs_argv *optargs)
{
    static const struct face_method method = { "internal_test_only_optargs", "internal_test_only_optargs", "", 0 };
    return write_numbers(g, &method, "test", 1, optargs ? optargs->bitmask : 0, optargs ? &optargs->test : NULL);
}

_Static_assert(sizeof(struct guestfs_internal_test_63_optargs_argv) >= sizeof(uint64_t) + OPTIONS * sizeof(int), "the options follow each other");

PUBLIC int guestfs_internal_test_63_optargs_argv(guestfs_h *g, const struct guestfs_internal_test_63_optargs_argv *optargs)
{
    static const struct face_method method = { "internal_test_63_optargs", "internal_test_63_optargs", "", 0 };
    return write_numbers(g, &method, "opt", OPTIONS, optargs ? optargs->bitmask : 0, optargs ? &optargs->opt1 : NULL);
}
