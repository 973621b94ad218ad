/* Traces: each call with its arguments, and what came of it. */
#include "face.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a buffer that a trace shows. */
#define SHOWN 256

static void append_text(guestfs_h *g, struct face_buffer *buffer, const char *format, va_list values)
{
    char *text;
    int length = vasprintf(&text, format, values);
    if (length < 0)
        return;
    face_append(g, buffer, text, (size_t)length);
    free(text);
}

/* Adds to what will be said of the call. */
void face_trace(struct face_call *call, const char *format, ...)
{
    if (!call->g->traces)
        return;
    va_list values;
    va_start(values, format);
    append_text(call->g, &call->trace, format, values);
    va_end(values);
}

void face_trace_quoted(struct face_call *call, const void *text, size_t length)
{
    const unsigned char *bytes = text;
    if (!call->g->traces)
        return;
    face_trace(call, "\"");
    for (size_t i = 0; i < length && i < SHOWN; i++)
        face_trace(call, isascii(bytes[i]) && isprint(bytes[i]) ? "%c" : "\\x%02x", bytes[i]);
    face_trace(call, "\"");
    if (length > SHOWN)
        face_trace(call, "<truncated, original size %zu bytes>", length);
}

void face_trace_line(guestfs_h *g, const char *format, ...)
{
    if (!g->traces)
        return;
    struct face_buffer line = { 0 };
    va_list values;
    va_start(values, format);
    append_text(g, &line, format, values);
    va_end(values);
    face_append(g, &line, "", 1);
    face_raise(g, GUESTFS_EVENT_TRACE, (char *)line.data, line.length - 1, NULL, 0);
    free(line.data);
}

void face_trace_result(struct face_call *call, const char *format, ...)
{
    if (!call->g->traces)
        return;
    struct face_buffer text = { 0 };
    va_list values;
    va_start(values, format);
    append_text(call->g, &text, format, values);
    va_end(values);
    face_trace_line(call->g, "%s = %.*s", call->method->name, (int)text.length, text.data ? (char *)text.data : "");
    free(text.data);
}

/* A call whose arguments were refused was not traced either. */
void face_trace_failure(struct face_call *call, const char *value)
{
    if (!call->is_refused)
        face_trace_result(call, "%s (error)", value);
}

static void trace_field(struct face_call *call, const struct face_field *field, const char *value)
{
    const char *at = value + field->offset;
    switch (field->type) {
    case FACE_STRING:
        face_trace(call, "%s: %s", field->name, *(char *const *)at);
        break;
    case FACE_BUFFER:
        face_trace(call, "%s: ", field->name);
        face_trace_quoted(call, *(char *const *)at, *(const uint32_t *)(value + field->length_offset));
        break;
    case FACE_UUID:
        face_trace(call, "%s: %.32s", field->name, at);
        break;
    case FACE_INT64:
        face_trace(call, "%s: %lld", field->name, (long long)*(const int64_t *)at);
        break;
    case FACE_UINT64:
        face_trace(call, "%s: %llu", field->name, (unsigned long long)*(const uint64_t *)at);
        break;
    case FACE_INT32:
        face_trace(call, "%s: %d", field->name, *(const int32_t *)at);
        break;
    case FACE_UINT32:
        face_trace(call, "%s: %u", field->name, *(const uint32_t *)at);
        break;
    case FACE_CHAR:
        face_trace(call, "%s: %c", field->name, *at);
        break;
    case FACE_PERCENT:
        face_trace(call, "%s: %g", field->name, (double)*(const float *)at);
        break;
    }
}

/* Adds the fields of a structure. */
void face_trace_structure(struct face_call *call, const struct face_structure *structure, const void *value)
{
    for (size_t i = 0; call->g->traces && i < structure->count; i++) {
        trace_field(call, &structure->fields[i], value);
        face_trace(call, ", ");
    }
}
