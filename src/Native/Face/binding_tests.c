/* Functions for the tests of bindings. Each gives back, in one of the forms that functions have, what the test handed to it. */
#include "face.h"
#include "structure_tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char constant[] = "static string";

/* A call with the text that says what is to be returned. */
static bool begin(struct face_call *call, guestfs_h *g, const struct face_method *method, const char *text)
{
    if (face_begin(call, g, method) == -1)
        return false;
    face_text(call, 1, "val", text);
    return true;
}

static bool is_good(struct face_call *call)
{
    if (!call->failed)
        face_trace_line(call->g, "%s%.*s", call->method->name, FACE_TRACED(call));
    return !call->failed;
}

static void fail(struct face_call *call, const char *kind)
{
    call->failed = true;
    face_fail(call->g, 0, "%s: expecting %s argument", call->method->name, kind);
}

static int end_number(struct face_call *call, int64_t value)
{
    if (call->failed)
        face_trace_failure(call, "-1");
    else
        face_trace_result(call, "%" PRId64, value);
    int result = call->failed ? -1 : (int)value;
    face_end(call);
    return result;
}

static void *end_pointer(struct face_call *call, void *value, const char *shown)
{
    if (call->failed)
        face_trace_failure(call, "NULL");
    else
        face_trace_result(call, "%s", shown);
    face_end(call);
    return value;
}

/* A call that fails whatever it is given. */
static bool fail_always(struct face_call *call, guestfs_h *g, const struct face_method *method)
{
    if (face_begin(call, g, method) == -1)
        return false;
    is_good(call);
    call->failed = true;
    face_fail(g, 0, "error");
    return true;
}

#define METHOD(function) static const struct face_method method = { #function, #function, "", 0 }

#define FAILS(type, function, otherwise, end)                            \
    PUBLIC type guestfs_##function(guestfs_h *g)                         \
    {                                                                    \
        METHOD(function);                                                \
        struct face_call call;                                           \
        return fail_always(&call, g, &method) ? (end) : (otherwise);     \
    }

FAILS(int, internal_test_rinterr, -1, end_number(&call, -1))
FAILS(int64_t, internal_test_rint64err, -1, end_number(&call, -1))
FAILS(int, internal_test_rboolerr, -1, end_number(&call, -1))
FAILS(const char *, internal_test_rconststringerr, NULL, end_pointer(&call, NULL, ""))
FAILS(char *, internal_test_rstringerr, NULL, end_pointer(&call, NULL, ""))
FAILS(char **, internal_test_rstringlisterr, NULL, end_pointer(&call, NULL, ""))
FAILS(char **, internal_test_rhashtableerr, NULL, end_pointer(&call, NULL, ""))
FAILS(struct guestfs_lvm_pv *, internal_test_rstructerr, NULL, end_pointer(&call, NULL, ""))
FAILS(struct guestfs_lvm_pv_list *, internal_test_rstructlisterr, NULL, end_pointer(&call, NULL, ""))

PUBLIC char *guestfs_internal_test_rbufferouterr(guestfs_h *g, size_t *size_r)
{
    METHOD(internal_test_rbufferouterr);
    struct face_call call;
    if (!fail_always(&call, g, &method))
        return NULL;
    *size_r = 0;
    return end_pointer(&call, NULL, "");
}

/* Null is a value of this one, and no error. */
PUBLIC const char *guestfs_internal_test_rconstoptstringerr(guestfs_h *g)
{
    METHOD(internal_test_rconstoptstringerr);
    struct face_call call;
    if (face_begin(&call, g, &method) == -1)
        return NULL;
    is_good(&call);
    return end_pointer(&call, NULL, "NULL");
}

PUBLIC int guestfs_internal_test_rint(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rint);
    struct face_call call;
    int value = -1;
    if (!begin(&call, g, &method, val))
        return -1;
    if (is_good(&call) && sscanf(val, "%d", &value) != 1)
        fail(&call, "int");
    return end_number(&call, value);
}

PUBLIC int64_t guestfs_internal_test_rint64(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rint64);
    struct face_call call;
    int64_t value = -1;
    if (!begin(&call, g, &method, val))
        return -1;
    if (is_good(&call) && sscanf(val, "%" SCNd64, &value) != 1)
        fail(&call, "int64");
    int64_t result = call.failed ? -1 : value;
    end_number(&call, value);
    return result;
}

PUBLIC int guestfs_internal_test_rbool(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rbool);
    struct face_call call;
    if (!begin(&call, g, &method, val))
        return -1;
    return end_number(&call, is_good(&call) && strcmp(val, "true") == 0);
}

static const char *give_constant(guestfs_h *g, const struct face_method *method, const char *val)
{
    struct face_call call;
    if (!begin(&call, g, method, val))
        return NULL;
    return is_good(&call) ? end_pointer(&call, (char *)constant, "\"static string\"") : end_pointer(&call, NULL, "");
}

PUBLIC const char *guestfs_internal_test_rconststring(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rconststring);
    return give_constant(g, &method, val);
}

PUBLIC const char *guestfs_internal_test_rconstoptstring(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rconstoptstring);
    return give_constant(g, &method, val);
}

static char *give_text(guestfs_h *g, const struct face_method *method, const char *val)
{
    struct face_call call;
    if (!begin(&call, g, method, val))
        return NULL;
    if (!is_good(&call))
        return end_pointer(&call, NULL, "");
    call.trace.length = 0;
    face_trace_quoted(&call, val, strlen(val));
    face_append(g, &call.trace, "", 1);
    return end_pointer(&call, face_copy_text(g, val, strlen(val)), (char *)call.trace.data);
}

PUBLIC char *guestfs_internal_test_rstring(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rstring);
    return give_text(g, &method, val);
}

PUBLIC char *guestfs_internal_test_rbufferout(guestfs_h *g, const char *val, size_t *size_r)
{
    METHOD(internal_test_rbufferout);
    char *result = give_text(g, &method, val);
    *size_r = result ? strlen(result) : 0;
    return result;
}

/* The numbers from 0, each as often as it is wanted. */
static char **give_numbers(guestfs_h *g, const struct face_method *method, const char *val, int times)
{
    struct face_call call;
    struct face_buffer list = { 0 };
    int count;
    if (!begin(&call, g, method, val))
        return NULL;
    if (is_good(&call) && (sscanf(val, "%d", &count) != 1 || count < 0))
        fail(&call, "int");
    if (call.failed)
        return end_pointer(&call, NULL, "");
    call.trace.length = 0;
    face_trace(&call, "[");
    for (int i = 0; i < count * times; i++) {
        char text[12];
        char *copy = face_copy_text(g, text, (size_t)snprintf(text, sizeof text, "%d", i / times));
        face_append(g, &list, &copy, sizeof copy);
        face_trace(&call, i > 0 ? ", \"%s\"" : "\"%s\"", copy);
    }
    face_trace(&call, "]");
    char *end = NULL;
    face_append(g, &list, &end, sizeof end);
    face_append(g, &call.trace, "", 1);
    return end_pointer(&call, list.data, (char *)call.trace.data);
}

PUBLIC char **guestfs_internal_test_rstringlist(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rstringlist);
    return give_numbers(g, &method, val, 1);
}

PUBLIC char **guestfs_internal_test_rhashtable(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rhashtable);
    return give_numbers(g, &method, val, 2);
}

static char *numbered(guestfs_h *g, const char *name, uint32_t number)
{
    char text[24];
    return face_copy_text(g, text, (size_t)snprintf(text, sizeof text, "%s%" PRIu32, name, number));
}

static void fill(guestfs_h *g, struct guestfs_lvm_pv *pv, uint32_t number)
{
    static const char uuid[] = "12345678901234567890123456789012";
    pv->pv_name = numbered(g, "pv", number);
    memcpy(pv->pv_uuid, uuid, sizeof pv->pv_uuid);
    pv->pv_fmt = face_copy_text(g, "unknown", 7);
    pv->pv_attr = numbered(g, "attr", number);
    pv->pv_tags = numbered(g, "tag", number);
    pv->pv_size = pv->dev_size = pv->pv_free = pv->pv_used = number;
    pv->pv_pe_count = pv->pv_pe_alloc_count = number;
    pv->pe_start = pv->pv_mda_count = pv->pv_mda_free = number;
}

PUBLIC struct guestfs_lvm_pv *guestfs_internal_test_rstruct(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rstruct);
    struct face_call call;
    if (!begin(&call, g, &method, val))
        return NULL;
    if (!is_good(&call))
        return end_pointer(&call, NULL, "");
    struct guestfs_lvm_pv *result = face_allocate(g, sizeof *result);
    fill(g, result, 0);
    call.trace.length = 0;
    face_trace(&call, "<struct guestfs_lvm_pv = ");
    face_trace_structure(&call, &face_lvm_pv, result);
    face_append(g, &call.trace, ">", 2);
    return end_pointer(&call, result, (char *)call.trace.data);
}

PUBLIC struct guestfs_lvm_pv_list *guestfs_internal_test_rstructlist(guestfs_h *g, const char *val)
{
    METHOD(internal_test_rstructlist);
    struct face_call call;
    uint32_t count;
    if (!begin(&call, g, &method, val))
        return NULL;
    if (is_good(&call) && (sscanf(val, "%" SCNu32, &count) != 1 || strchr(val, '-')))
        fail(&call, "uint32");
    if (call.failed)
        return end_pointer(&call, NULL, "");
    struct guestfs_lvm_pv_list *result = face_allocate(g, sizeof *result);
    result->len = count;
    result->val = face_allocate(g, (count + 1) * sizeof *result->val);
    call.trace.length = 0;
    face_trace(&call, "<struct guestfs_lvm_pv_list(%" PRIu32 ")", count);
    for (uint32_t i = 0; i < count; i++) {
        fill(g, &result->val[i], i);
        face_trace(&call, i > 0 ? " [%" PRIu32 "]{" : " = [%" PRIu32 "]{", i);
        face_trace_structure(&call, &face_lvm_pv, &result->val[i]);
        face_trace(&call, "}");
    }
    face_append(g, &call.trace, ">", 2);
    return end_pointer(&call, result, (char *)call.trace.data);
}
