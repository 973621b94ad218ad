#include "face.h"

#include <stdlib.h>
#include <string.h>

/* As the API promises: the handler does not come back, and without one the program ends. */
static _Noreturn void run_out(guestfs_h *g)
{
    if (g && g->out_of_memory)
        g->out_of_memory();
    abort();
}

void *face_allocate(guestfs_h *g, size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (!memory)
        run_out(g);
    return memory;
}

char *face_copy_text(guestfs_h *g, const void *text, size_t length)
{
    char *copy = face_allocate(g, length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

/* Returns room for bytes at the end, which then belong to the buffer. */
void *face_reserve(guestfs_h *g, struct face_buffer *buffer, size_t length)
{
    if (length > buffer->capacity - buffer->length) {
        size_t capacity = buffer->capacity ? buffer->capacity : 256;
        while (capacity - buffer->length < length)
            capacity *= 2;
        void *data = realloc(buffer->data, capacity);
        if (!data)
            run_out(g);
        buffer->data = data;
        buffer->capacity = capacity;
    }
    void *room = buffer->data + buffer->length;
    buffer->length += length;
    return room;
}

void face_append(guestfs_h *g, struct face_buffer *buffer, const void *bytes, size_t length)
{
    if (length > 0)
        memcpy(face_reserve(g, buffer, length), bytes, length);
}
