/* What the public functions of each structure do, told by a description of its fields. */
#pragma once

#include "face.h"

void face_free_structure(const struct face_structure *structure, void *value);
void face_free_structure_list(const struct face_structure *structure, void *list);
int face_compare_structure(const struct face_structure *structure, const void *left, const void *right);
int face_compare_structure_list(const struct face_structure *structure, const void *left, const void *right);
void *face_copy_structure(const struct face_structure *structure, const void *value);
void *face_copy_structure_list(const struct face_structure *structure, const void *list);
