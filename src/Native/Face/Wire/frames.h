/* How the caller's process and the process of the handle talk: frames on a stream socket. Both run the same file of the library,
 * so the form has no versions. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct frame_header {
    uint32_t length;        /* of the payload */
    uint32_t call;          /* the call it belongs to; 0 for none */
    uint32_t kind;
    uint32_t flags;         /* of a call: the number of the field whose bytes come as a file, or 0 */
};

enum frame_kind {
    /* From the face. */
    FRAME_HELLO = 1,        /* the program's name */
    FRAME_CALL = 2,         /* two bytes with the length of the method's path, the path, the request */
    FRAME_FILE = 3,         /* the file that was wanted, as a descriptor */
    FRAME_NO_FILE = 4,      /* it could not be opened */
    FRAME_CANCEL = 5,       /* ends the transfers */
    FRAME_EVENTS = 6,       /* eight bytes: the events that somebody waits for */
    FRAME_CLOSE = 7,        /* ends the handle */
    FRAME_DIRECTORY = 8,    /* the name of the caller's directory, for the call that comes next; empty if it has none */
    FRAME_ANSWERED = 9,     /* the callbacks of an event that waits for them have returned */

    /* From the process of the handle. */
    FRAME_PART = 16,        /* a part of the reply */
    FRAME_END = 17,         /* the last part of the reply */
    FRAME_FAILED = 18,      /* four bytes with the errno, and the message */
    FRAME_EVENT = 19,       /* eight bytes with the event, four numbers of eight bytes, and the text */
    FRAME_WANT_INPUT = 20,  /* open the file to read */
    FRAME_WANT_OUTPUT = 21, /* open the file to write */
    FRAME_CLOSED = 22
};

/* No honest frame is longer: content goes in files, and replies in parts. */
#define FRAME_LIMIT (1u << 30)

/* Sends all bytes, and a descriptor unless it is -1. Returns 0, or -1 with errno. Raises no SIGPIPE. */
int frame_send(int socket, const void *header, size_t header_length, const void *payload, size_t length, int fd);

/* Receives exactly the bytes, and a descriptor if one came with them. Returns 1, 0 when the other side is gone, or -1 with errno. */
int frame_receive(int socket, void *bytes, size_t length, int *fd);
