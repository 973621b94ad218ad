/* Runs calls, and turns replies into what the functions return. Each reply message has its value in field 1; a streamed reply is
 * several messages one after another, which protobuf reads as one: lists grow, and parts of bytes follow each other. */
#include "face.h"

#include <stdlib.h>
#include <string.h>

static struct face_reader read_reply(struct face_call *call)
{
    return (struct face_reader) { .at = call->reply.data, .end = call->reply.data + call->reply.length };
}

static uint64_t number_of(struct face_call *call)
{
    struct face_reader reader = read_reply(call);
    uint64_t value = 0;
    while (face_next_field(&reader))
        value = reader.field == 1 ? reader.value : value;
    return value;
}

/* Joins all bytes of field 1; null if there is none. */
static char *bytes_of(struct face_call *call, size_t *length)
{
    size_t total = 0;
    bool is_there = false;
    struct face_reader reader = read_reply(call);
    while (face_next_field(&reader)) {
        is_there |= reader.field == 1;
        total += reader.field == 1 ? reader.value : 0;
    }
    *length = total;
    if (!is_there)
        return NULL;
    char *bytes = face_allocate(call->g, total + 1), *at = bytes;
    reader = read_reply(call);
    while (face_next_field(&reader)) {
        if (reader.field == 1) {
            memcpy(at, reader.bytes, reader.value);
            at += reader.value;
        }
    }
    return bytes;
}

int face_nothing(struct face_call *call)
{
    int result = face_run(call);
    if (result == 0)
        face_trace_result(call, "0");
    else
        face_trace_failure(call, "-1");
    face_end(call);
    return result;
}

int64_t face_int64(struct face_call *call)
{
    int64_t result = -1;
    if (face_run(call) == 0) {
        result = (int64_t)number_of(call);
        face_trace_result(call, "%lld", (long long)result);
    } else {
        face_trace_failure(call, "-1");
    }
    face_end(call);
    return result;
}

int face_int(struct face_call *call)
{
    return (int)face_int64(call);
}

/* An empty text is not sent at all. */
char *face_string(struct face_call *call)
{
    char *result = NULL;
    if (face_run(call) == 0) {
        size_t length;
        result = bytes_of(call, &length);
        if (!result)
            result = face_copy_text(call->g, "", 0);
        face_trace_result(call, "\"%s\"", result);
    } else {
        face_trace_failure(call, "NULL");
    }
    face_end(call);
    return result;
}

/* A text of the handle, which stays until the handle is closed. */
static const char *keep(guestfs_h *g, const char *text)
{
    for (struct face_text *kept = g->constants; kept; kept = kept->next) {
        if (strcmp(kept->text, text) == 0)
            return kept->text;
    }
    struct face_text *kept = face_allocate(g, sizeof *kept + strlen(text) + 1);
    strcpy(kept->text, text);
    kept->next = g->constants;
    g->constants = kept;
    return kept->text;
}

static const char *const_string(struct face_call *call, const char *otherwise)
{
    const char *result = NULL;
    if (face_run(call) == 0) {
        size_t length;
        char *text = bytes_of(call, &length);
        result = text || otherwise ? keep(call->g, text ? text : otherwise) : NULL;
        free(text);
        face_trace_result(call, "\"%s\"", result ? result : "NULL");
    } else {
        face_trace_failure(call, "NULL");
    }
    face_end(call);
    return result;
}

const char *face_const_string(struct face_call *call)
{
    return const_string(call, "");
}

const char *face_optional_const_string(struct face_call *call)
{
    return const_string(call, NULL);
}

char *face_buffer_reply(struct face_call *call, size_t *size)
{
    char *result = NULL;
    size_t length = 0;
    if (face_run(call) == 0) {
        result = bytes_of(call, &length);
        if (!result)
            result = face_copy_text(call->g, "", 0);
        call->trace.length = 0;
        face_trace_quoted(call, result, length);
        face_trace_result(call, "%.*s", FACE_TRACED(call));
    } else {
        face_trace_failure(call, "NULL");
    }
    if (size)
        *size = length;
    face_end(call);
    return result;
}

static void add(guestfs_h *g, struct face_buffer *list, const struct face_reader *text)
{
    char *copy = text ? face_copy_text(g, text->bytes, text->value) : NULL;
    face_append(g, list, &copy, sizeof copy);
}

/* A list of texts, made of what each value in the reply gives. */
static char **list_of(struct face_call *call, void (*take)(guestfs_h *g, struct face_buffer *list, const struct face_reader *value))
{
    char **result = NULL;
    if (face_run(call) == 0) {
        struct face_buffer list = { 0 };
        struct face_reader reader = read_reply(call);
        while (face_next_field(&reader)) {
            if (reader.field == 1)
                take(call->g, &list, &reader);
        }
        add(call->g, &list, NULL);
        result = (char **)list.data;
        call->trace.length = 0;
        for (size_t i = 0; call->g->traces && result[i]; i++)
            face_trace(call, i > 0 ? ", \"%s\"" : "\"%s\"", result[i]);
        face_trace_result(call, "[%.*s]", FACE_TRACED(call));
    } else {
        face_trace_failure(call, "NULL");
    }
    face_end(call);
    return result;
}

char **face_string_list(struct face_call *call)
{
    return list_of(call, add);
}

static void add_entry(guestfs_h *g, struct face_buffer *list, const struct face_reader *entry)
{
    struct face_reader pair = { .at = entry->bytes, .end = entry->bytes + entry->value };
    struct face_reader key = { 0 }, value = { 0 };
    while (face_next_field(&pair)) {
        if (pair.field == 1)
            key = pair;
        else if (pair.field == 2)
            value = pair;
    }
    add(g, list, &key);
    add(g, list, &value);
}

/* A map is a list in which each key is followed by its value. */
char **face_map(struct face_call *call)
{
    return list_of(call, add_entry);
}

void *face_structure(struct face_call *call, const struct face_structure *structure)
{
    void *result = NULL;
    if (face_run(call) == 0) {
        result = face_allocate(call->g, structure->size);
        face_read_structure(call->g, structure, result, read_reply(call));
        call->trace.length = 0;
        face_trace_structure(call, structure, result);
        face_trace_result(
            call, "<struct guestfs_%s = %.*s>", structure->name, FACE_TRACED(call));
    } else {
        face_trace_failure(call, "NULL");
    }
    face_end(call);
    return result;
}

void *face_structure_list(struct face_call *call, const struct face_structure *structure)
{
    struct face_list *result = NULL;
    if (face_run(call) == 0) {
        struct face_buffer values = { 0 };
        struct face_reader reader = read_reply(call);
        result = face_allocate(call->g, sizeof *result);
        call->trace.length = 0;
        while (face_next_field(&reader)) {
            if (reader.field != 1)
                continue;
            void *value = face_reserve(call->g, &values, structure->size);
            memset(value, 0, structure->size);
            face_read_structure(call->g, structure, value, (struct face_reader) { .at = reader.bytes, .end = reader.bytes + reader.value });
            face_trace(call, result->len > 0 ? " [%u]{" : " = [%u]{", result->len);
            face_trace_structure(call, structure, value);
            face_trace(call, "}");
            result->len++;
        }
        result->val = values.data;
        face_trace_result(
            call, "<struct guestfs_%s_list(%u)%.*s>", structure->name, result->len, FACE_TRACED(call));
    } else {
        face_trace_failure(call, "NULL");
    }
    face_end(call);
    return result;
}
