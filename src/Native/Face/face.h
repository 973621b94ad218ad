/* What the parts of the face share. The face is the code of the library that runs in the caller's process: plain C, because a
 * caller may fork, and has signal handlers of its own. It passes calls on to the process of the handle. */
#pragma once

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define GUESTFS_NO_WARN_DEPRECATED
#define GUESTFS_PRIVATE 1
#include "guestfs.h"
#include "Wire/frames.h"

#define PUBLIC __attribute__((visibility("default")))
#define PRINTF(n) __attribute__((format(printf, n, n + 1)))

/* Bytes that grow at their end. */
struct face_buffer {
    unsigned char *data;
    size_t length;
    size_t capacity;
};

/* In memory that a child after fork shares with its parent, so that calls of both on one handle take turns. */
struct face_shared {
    pthread_mutex_t lock;
    uint32_t last_call;
};

struct face_handler {
    guestfs_error_handler_cb handle;
    void *opaque;
    struct face_handler *below;
};

/* The last error of one thread. */
struct face_error {
    struct face_error *next;
    guestfs_h *g;
    char *text;
    int number;
};

struct face_callback {
    guestfs_event_callback call;
    uint64_t events;
    void *opaque;
};

/* One of the callbacks from before there were events. */
struct face_old_callback {
    int event_handle;
    void (*call)(void);
    void *opaque;
};

struct face_private {
    char *key;
    void *data;
    struct face_private *next;
};

/* A frame of a call further out, which arrived while a callback made a call of its own. */
struct face_waiting {
    struct frame_header header;
    unsigned char *payload;
    int fd;
    struct face_waiting *next;
};

struct face_text {
    struct face_text *next;
    char text[];
};

struct guestfs_h {
    struct guestfs_h *next;
    struct face_shared *shared;
    int socket;
    int cancelled;          /* an eventfd, which user_cancel writes to */
    pid_t creator;
    pid_t process;
    bool closes_at_exit;
    bool is_lost;           /* the process of the handle is gone */
    bool traces;
    bool selinux;
    char *identifier;
    pthread_key_t error_key;
    bool has_error_key;
    pthread_mutex_t error_lock;
    struct face_error *errors;      /* of all threads; the first is for those that cannot have one of their own */
    struct face_handler handler;
    guestfs_abort_cb out_of_memory;
    struct face_callback *callbacks;
    size_t callback_count;
    struct face_old_callback old_callbacks[5];
    struct face_private *private_data;
    struct face_private *private_next;
    struct face_text *constants;
    struct face_waiting *waiting;
    const struct face_method *running;
    FILE *test_output;              /* of the tests of bindings; null for the standard output */
};

/* One function of the API. */
struct face_method {
    const char *name;       /* as it is called in traces and messages */
    const char *c_name;     /* as the C function is called, without guestfs_ */
    const char *path;       /* on the wire; /missing/ and the name if this build has it not */
    unsigned flags;
    unsigned number;        /* one of its own; 0 for those that tell of no progress */
};

/* Arguments may name files of the host, relative to the caller's directory. */
#define FACE_HOST_PATHS 1u

/* The call lasts until another call of the same handle ends it, so other threads get their turn meanwhile. */
#define FACE_LASTS 2u

struct face_call {
    guestfs_h *g;
    const struct face_method *method;
    struct face_buffer request;
    struct face_buffer reply;
    struct face_buffer trace;
    const char *file_in;
    const char *file_out;
    const int *console;     /* to be sent as files: a socket to read, a terminal to write; null if there are none */
    const void *content;    /* to be sent as a file; null if there is none */
    size_t content_size;
    uint32_t file_field;    /* of the request, whose bytes come as a file; 0 for none */
    uint32_t id;
    int errno_before;
    bool failed;
    bool is_refused;        /* before it was made */
};

enum face_type {
    FACE_STRING, FACE_BUFFER, FACE_UUID, FACE_INT64, FACE_UINT64, FACE_INT32, FACE_UINT32, FACE_CHAR, FACE_PERCENT
};

struct face_field {
    const char *name;
    uint32_t number;
    enum face_type type;
    size_t offset;
    size_t length_offset;   /* of a buffer: where its length is */
};

struct face_structure {
    const char *name;
    size_t size;
    size_t count;
    const struct face_field *fields;
};

/* Every list of structures has this form. */
struct face_list {
    uint32_t len;
    void *val;
};

/* What was traced so far, for "%.*s". */
#define FACE_TRACED(call) (int)(call)->trace.length, (call)->trace.data ? (char *)(call)->trace.data : ""

/* handle.c */
bool face_is_open(guestfs_h *g);
void face_lock(guestfs_h *g);
void face_unlock(guestfs_h *g);

/* process.c */
int face_start_process(guestfs_h *g, char **why);
void face_stop_process(guestfs_h *g);
int face_move_up(int fd);

/* private.c */
void face_free_private(guestfs_h *g);

/* binding_output.c */
void face_close_test_output(guestfs_h *g);

/* memory.c */
void *face_allocate(guestfs_h *g, size_t size);
char *face_copy_text(guestfs_h *g, const void *text, size_t length);
void face_append(guestfs_h *g, struct face_buffer *buffer, const void *bytes, size_t length);
void *face_reserve(guestfs_h *g, struct face_buffer *buffer, size_t length);

/* errors.c */
void face_fail(guestfs_h *g, int number, const char *format, ...) PRINTF(3);
void face_fail_text(guestfs_h *g, int number, const char *text);

int face_init_errors(guestfs_h *g);
void face_free_errors(guestfs_h *g);

/* call.c */
int face_begin(struct face_call *call, guestfs_h *g, const struct face_method *method);
int face_run(struct face_call *call);
void face_end(struct face_call *call);
void face_refuse(struct face_call *call, int number, const char *format, ...) PRINTF(3);
int face_send(guestfs_h *g, uint32_t kind, uint32_t id, const void *payload, size_t length, int fd);
void face_lose(guestfs_h *g);

/* receiving.c */
int face_receive_reply(struct face_call *call);

/* arguments.c */
void face_text(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_optional_text(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_secret(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_texts(struct face_call *call, uint32_t number, const char *name, char *const *values);
void face_file_names(struct face_call *call, uint32_t number, const char *name, char *const *values);
void face_guid(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_number(struct face_call *call, uint32_t number, int64_t value);
void face_truth(struct face_call *call, uint32_t number, int value);
void face_bytes(struct face_call *call, uint32_t number, const char *name, const void *value, size_t size);
void face_content(struct face_call *call, uint32_t number, const char *name, const void *value, size_t size);
void face_file_in(struct face_call *call, uint32_t number, const char *name, const char *file);
void face_file_out(struct face_call *call, const char *name, const char *file);
void face_domain(struct face_call *call, uint32_t number, const char *name, void *value);
void face_pointer(struct face_call *call, const char *name, const void *value);

/* options.c */
void face_option_text(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_option_secret(struct face_call *call, uint32_t number, const char *name, const char *value);
void face_option_texts(struct face_call *call, uint32_t number, const char *name, char *const *values);
void face_option_number(struct face_call *call, uint32_t number, const char *name, int64_t value);
void face_option_truth(struct face_call *call, uint32_t number, const char *name, int value);
void face_check_options(struct face_call *call, uint64_t given, uint64_t known, const char *c_name);
void face_unknown_option(guestfs_h *g, const char *name, int option);
void face_double_option(guestfs_h *g, const char *name);

/* replies.c: each ends the call */
int face_nothing(struct face_call *call);
int face_int(struct face_call *call);
int64_t face_int64(struct face_call *call);
char *face_string(struct face_call *call);
char *face_optional_string(struct face_call *call);
const char *face_const_string(struct face_call *call);
const char *face_optional_const_string(struct face_call *call);
char *face_buffer_reply(struct face_call *call, size_t *size);
char **face_string_list(struct face_call *call);
char **face_map(struct face_call *call);
void *face_structure(struct face_call *call, const struct face_structure *structure);
void *face_structure_list(struct face_call *call, const struct face_structure *structure);

/* protobuf.c */
struct face_reader {
    const unsigned char *at;
    const unsigned char *end;
    uint32_t field;
    unsigned wire;
    uint64_t value;                 /* of a number */
    const unsigned char *bytes;     /* of bytes, whose count is in value */
};
bool face_next_field(struct face_reader *reader);
void face_put_varint(guestfs_h *g, struct face_buffer *buffer, uint64_t value);
void face_put_number(guestfs_h *g, struct face_buffer *buffer, uint32_t number, uint64_t value);
void face_put_bytes(guestfs_h *g, struct face_buffer *buffer, uint32_t number, const void *bytes, size_t length);

/* structures.c */
void face_read_structure(guestfs_h *g, const struct face_structure *structure, void *to, struct face_reader reader);
void face_free_fields(const struct face_structure *structure, void *value);

/* events.c */
void face_raise(guestfs_h *g, uint64_t event, const char *text, size_t length, const uint64_t *array, size_t count);
void face_event_arrived(guestfs_h *g, const unsigned char *payload, size_t length);
void face_send_event_mask(guestfs_h *g);

/* files.c */
int face_open_wanted(struct face_call *call, bool is_output);

/* trace.c */
void face_trace_quoted(struct face_call *call, const void *text, size_t length);
void face_trace(struct face_call *call, const char *format, ...) PRINTF(2);
void face_trace_line(guestfs_h *g, const char *format, ...) PRINTF(2);
void face_trace_result(struct face_call *call, const char *format, ...) PRINTF(2);
void face_trace_failure(struct face_call *call, const char *value);
void face_trace_structure(struct face_call *call, const struct face_structure *structure, const void *value);

/* environment.c */
void face_parse_environment_at_create(guestfs_h *g);
int face_parse_environment_list(guestfs_h *g, char *const *environment);
