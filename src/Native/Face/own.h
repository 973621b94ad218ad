/* The functions that own.c and environment.c have instead of the generated ones, which are here under other names. */
#pragma once

#include "face.h"

int face_set_identifier(guestfs_h *g, const char *identifier);
int face_parse_environment_list(guestfs_h *g, char *const *environment);
