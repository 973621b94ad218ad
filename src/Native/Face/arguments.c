/* Puts arguments into the request, and into the trace. */
#include "face.h"

#include <ctype.h>
#include <string.h>

/* Bytes that go into the request itself; longer content goes as a file, so that neither side holds it twice. */
#define INLINE_CONTENT (64u * 1024)

static bool is_given(struct face_call *call, const char *name, const void *value)
{
    if (!value && !call->failed) {
        call->failed = true;
        face_fail(call->g, 0, "%s: %s: parameter cannot be NULL", call->method->c_name, name);
    }
    return value && !call->failed;
}

void face_text(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (is_given(call, name, value)) {
        face_put_bytes(call->g, &call->request, number, value, strlen(value));
        face_trace(call, " \"%s\"", value);
    }
}

void face_optional_text(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (value)
        face_text(call, number, name, value);
    else
        face_trace(call, " null");
}

void face_secret(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (is_given(call, name, value)) {
        face_put_bytes(call->g, &call->request, number, value, strlen(value));
        face_trace(call, " \"***\"");
    }
}

void face_texts(struct face_call *call, uint32_t number, const char *name, char *const *values)
{
    if (!is_given(call, name, values))
        return;
    face_trace(call, " \"");
    for (size_t i = 0; values[i]; i++) {
        face_put_bytes(call->g, &call->request, number, values[i], strlen(values[i]));
        face_trace(call, i > 0 ? " %s" : "%s", values[i]);
    }
    face_trace(call, "\"");
}

/* Names within a directory. */
void face_file_names(struct face_call *call, uint32_t number, const char *name, char *const *values)
{
    for (size_t i = 0; values && values[i] && !call->failed; i++) {
        if (strchr(values[i], '/')) {
            call->failed = true;
            face_fail(call->g, 0, "%s: %s: '%s' is not a file name", call->method->c_name, name, values[i]);
        }
    }
    if (!call->failed)
        face_texts(call, number, name, values);
}

/* Letters and digits in the form of a GUID, with or without braces. The appliance looks closer. */
static bool is_guid(const char *text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    size_t length = strlen(text);
    if (length == sizeof form + 1 && text[0] == '{' && text[length - 1] == '}')
        text++;
    else if (length != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++) {
        if (form[i] == '-' ? text[i] != '-' : !isalnum((unsigned char)text[i]))
            return false;
    }
    return true;
}

void face_guid(struct face_call *call, uint32_t number, const char *name, const char *value)
{
    if (value && !call->failed && !is_guid(value)) {
        call->failed = true;
        face_fail(call->g, 0, "%s: %s: parameter is not a valid GUID", call->method->c_name, name);
    }
    if (!call->failed)
        face_text(call, number, name, value);
}

void face_number(struct face_call *call, uint32_t number, int64_t value)
{
    face_put_number(call->g, &call->request, number, (uint64_t)value);
    face_trace(call, " %lld", (long long)value);
}

void face_truth(struct face_call *call, uint32_t number, int value)
{
    face_put_number(call->g, &call->request, number, value != 0);
    face_trace(call, value ? " true" : " false");
}

void face_bytes(struct face_call *call, uint32_t number, const char *name, const void *value, size_t size)
{
    if (is_given(call, name, value)) {
        face_put_bytes(call->g, &call->request, number, value, size);
        face_trace(call, " ");
        face_trace_quoted(call, value, size);
    }
}

/* Bytes of a method that takes them in parts. */
void face_content(struct face_call *call, uint32_t number, const char *name, const void *value, size_t size)
{
    if (size <= INLINE_CONTENT) {
        face_bytes(call, number, name, value, size);
    } else if (is_given(call, name, value)) {
        call->content = value;
        call->content_size = size;
        call->file_field = number;
        face_trace(call, " ");
        face_trace_quoted(call, value, size);
    }
}

void face_file_in(struct face_call *call, uint32_t number, const char *name, const char *file)
{
    if (is_given(call, name, file)) {
        call->file_in = file;
        call->file_field = number;
        face_trace(call, " \"%s\"", file);
    }
}

void face_file_out(struct face_call *call, const char *name, const char *file)
{
    if (is_given(call, name, file)) {
        call->file_out = file;
        face_trace(call, " \"%s\"", file);
    }
}

/* A pointer means something in the caller's process only, so no method takes one. */
void face_pointer(struct face_call *call, const char *name, const void *value)
{
    if (is_given(call, name, value))
        face_trace(call, " (pointer)");
}
