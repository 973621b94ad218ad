#include "structures.h"

#include <stdlib.h>
#include <string.h>

#define UUID_SIZE 32

static const struct face_field *find_field(const struct face_structure *structure, uint32_t number)
{
    for (size_t i = 0; i < structure->count; i++) {
        if (structure->fields[i].number == number)
            return &structure->fields[i];
    }
    return NULL;
}

static void set_field(guestfs_h *g, const struct face_field *field, char *value, const struct face_reader *from)
{
    void *at = value + field->offset;
    switch (field->type) {
    case FACE_STRING:
        free(*(char **)at);
        *(char **)at = face_copy_text(g, from->bytes, from->value);
        break;
    case FACE_BUFFER:
        free(*(char **)at);
        *(char **)at = face_copy_text(g, from->bytes, from->value);
        *(uint32_t *)(value + field->length_offset) = (uint32_t)from->value;
        break;
    case FACE_UUID:
        memcpy(at, from->bytes, from->value < UUID_SIZE ? from->value : UUID_SIZE);
        break;
    case FACE_INT64:
    case FACE_UINT64:
        *(uint64_t *)at = from->value;
        break;
    case FACE_INT32:
    case FACE_UINT32:
    case FACE_PERCENT:      /* the bits of a float */
        *(uint32_t *)at = (uint32_t)from->value;
        break;
    case FACE_CHAR:
        *(char *)at = (char)from->value;
        break;
    }
}

/* Fills a structure of zeros. Empty texts are not sent, and a percentage that is not sent is -1. */
void face_read_structure(guestfs_h *g, const struct face_structure *structure, void *to, struct face_reader reader)
{
    for (size_t i = 0; i < structure->count; i++) {
        if (structure->fields[i].type == FACE_PERCENT)
            *(float *)((char *)to + structure->fields[i].offset) = -1;
    }
    while (face_next_field(&reader)) {
        const struct face_field *field = find_field(structure, reader.field);
        bool is_bytes = reader.bytes != NULL && reader.wire == 2;
        if (field && is_bytes == (field->type <= FACE_UUID))
            set_field(g, field, to, &reader);
    }
    for (size_t i = 0; i < structure->count; i++) {
        char **text = (char **)((char *)to + structure->fields[i].offset);
        if (structure->fields[i].type <= FACE_BUFFER && !*text)
            *text = face_copy_text(g, "", 0);
    }
}

void face_free_fields(const struct face_structure *structure, void *value)
{
    for (size_t i = 0; i < structure->count; i++) {
        if (structure->fields[i].type <= FACE_BUFFER)
            free(*(char **)((char *)value + structure->fields[i].offset));
    }
}

void face_free_structure(const struct face_structure *structure, void *value)
{
    if (value) {
        face_free_fields(structure, value);
        free(value);
    }
}

static void *item(const struct face_structure *structure, const struct face_list *list, uint32_t index)
{
    return (char *)list->val + index * structure->size;
}

void face_free_structure_list(const struct face_structure *structure, void *value)
{
    struct face_list *list = value;
    if (list) {
        for (uint32_t i = 0; i < list->len; i++)
            face_free_fields(structure, item(structure, list, i));
        free(list->val);
        free(list);
    }
}

#define ORDER(left, right) ((left) < (right) ? -1 : (left) > (right) ? 1 : 0)

static int compare_field(const struct face_field *field, const char *left, const char *right)
{
    const void *a = left + field->offset, *b = right + field->offset;
    switch (field->type) {
    case FACE_STRING:
        return strcmp(*(char *const *)a, *(char *const *)b);
    case FACE_BUFFER: {
        uint32_t first = *(const uint32_t *)(left + field->length_offset), second = *(const uint32_t *)(right + field->length_offset);
        int order = memcmp(*(char *const *)a, *(char *const *)b, first < second ? first : second);
        return order ? order : ORDER(first, second);
    }
    case FACE_UUID:
        return memcmp(a, b, UUID_SIZE);
    case FACE_INT64:
        return ORDER(*(const int64_t *)a, *(const int64_t *)b);
    case FACE_UINT64:
        return ORDER(*(const uint64_t *)a, *(const uint64_t *)b);
    case FACE_INT32:
        return ORDER(*(const int32_t *)a, *(const int32_t *)b);
    case FACE_UINT32:
        return ORDER(*(const uint32_t *)a, *(const uint32_t *)b);
    case FACE_CHAR:
        return ORDER(*(const char *)a, *(const char *)b);
    case FACE_PERCENT:
        return ORDER(*(const float *)a, *(const float *)b);
    }
    return 0;
}

int face_compare_structure(const struct face_structure *structure, const void *left, const void *right)
{
    int order = 0;
    for (size_t i = 0; order == 0 && i < structure->count; i++)
        order = compare_field(&structure->fields[i], left, right);
    return order;
}

int face_compare_structure_list(const struct face_structure *structure, const void *left, const void *right)
{
    const struct face_list *a = left, *b = right;
    int order = ORDER(a->len, b->len);
    for (uint32_t i = 0; order == 0 && i < a->len; i++)
        order = face_compare_structure(structure, item(structure, a, i), item(structure, b, i));
    return order;
}

/* Makes the texts of a structure its own that was copied byte by byte. */
static bool own_fields(const struct face_structure *structure, char *copy)
{
    bool is_whole = true;
    for (size_t i = 0; i < structure->count; i++) {
        const struct face_field *field = &structure->fields[i];
        if (field->type > FACE_BUFFER)
            continue;
        char **text = (char **)(copy + field->offset);
        size_t length = field->type == FACE_STRING ? strlen(*text) : *(uint32_t *)(copy + field->length_offset);
        char *own = malloc(length + 1);
        if (own) {
            memcpy(own, *text, length);
            own[length] = 0;
        }
        is_whole &= own != NULL;
        *text = own;
    }
    return is_whole;
}

void *face_copy_structure(const struct face_structure *structure, const void *value)
{
    void *copy = malloc(structure->size);
    if (!copy)
        return NULL;
    memcpy(copy, value, structure->size);
    if (own_fields(structure, copy))
        return copy;
    face_free_structure(structure, copy);
    return NULL;
}

void *face_copy_structure_list(const struct face_structure *structure, const void *value)
{
    const struct face_list *list = value;
    struct face_list *copy = calloc(1, sizeof *copy);
    if (!copy || !(copy->val = malloc(list->len * structure->size + 1))) {
        free(copy);
        return NULL;
    }
    memcpy(copy->val, list->val ? list->val : "", list->len * structure->size);
    bool is_whole = true;
    for (copy->len = 0; copy->len < list->len; copy->len++)
        is_whole &= own_fields(structure, item(structure, copy, copy->len));
    if (is_whole)
        return copy;
    face_free_structure_list(structure, copy);
    return NULL;
}
