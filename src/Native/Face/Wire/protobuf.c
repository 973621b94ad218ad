/* As much of protobuf's encoding as requests and replies need: varints, bytes, and the fixed 32 bits of a float. */
#include "face.h"

enum { VARINT = 0, FIXED64 = 1, BYTES = 2, FIXED32 = 5 };

void face_put_varint(guestfs_h *g, struct face_buffer *buffer, uint64_t value)
{
    unsigned char bytes[10];
    size_t length = 0;
    do {
        bytes[length] = (unsigned char)(value & 0x7f) | (value > 0x7f ? 0x80 : 0);
        length++;
        value >>= 7;
    } while (value > 0);
    face_append(g, buffer, bytes, length);
}

void face_put_number(guestfs_h *g, struct face_buffer *buffer, uint32_t number, uint64_t value)
{
    face_put_varint(g, buffer, (uint64_t)number << 3 | VARINT);
    face_put_varint(g, buffer, value);
}

void face_put_bytes(guestfs_h *g, struct face_buffer *buffer, uint32_t number, const void *bytes, size_t length)
{
    face_put_varint(g, buffer, (uint64_t)number << 3 | BYTES);
    face_put_varint(g, buffer, length);
    face_append(g, buffer, bytes, length);
}

static bool take_varint(struct face_reader *reader, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
        unsigned char byte = *reader->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool take_fixed(struct face_reader *reader, unsigned size)
{
    if ((size_t)(reader->end - reader->at) < size)
        return false;
    reader->value = 0;
    for (unsigned i = 0; i < size; i++)
        reader->value |= (uint64_t)*reader->at++ << (8 * i);
    return true;
}

/* Reads the next field; false at the end, or where the bytes are no message. */
bool face_next_field(struct face_reader *reader)
{
    uint64_t tag;
    if (reader->at >= reader->end || !take_varint(reader, &tag))
        return false;
    reader->field = (uint32_t)(tag >> 3);
    reader->wire = tag & 7;
    switch (reader->wire) {
    case VARINT:
        return take_varint(reader, &reader->value);
    case FIXED64:
        return take_fixed(reader, 8);
    case FIXED32:
        return take_fixed(reader, 4);
    case BYTES:
        if (!take_varint(reader, &reader->value) || reader->value > (uint64_t)(reader->end - reader->at))
            return false;
        reader->bytes = reader->at;
        reader->at += reader->value;
        return true;
    default:
        return false;
    }
}
