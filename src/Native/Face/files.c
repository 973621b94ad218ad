/* Files of the host that a call reads or writes are opened here: the caller's directory, permissions and standard descriptors count. */
#include "face.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_content(struct face_call *call)
{
    int fd = memfd_create("guestfs-content", MFD_CLOEXEC);
    const char *at = call->content;
    for (size_t left = call->content_size; fd >= 0 && left > 0;) {
        ssize_t written = write(fd, at, left);
        if (written < 0 && errno != EINTR) {
            int error = errno;
            close(fd);
            errno = error;
            return -1;
        }
        at += written > 0 ? written : 0;
        left -= written > 0 ? (size_t)written : 0;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* The standard output is taken as it is: opened anew, a file that it was redirected to would be cut. An input is opened anew, as libguestfs does it. */
static int open_output(const char *file)
{
    return strcmp(file, "/dev/stdout") == 0 ? fcntl(1, F_DUPFD_CLOEXEC, 10)
         : strcmp(file, "/dev/stderr") == 0 ? fcntl(2, F_DUPFD_CLOEXEC, 10)
         : open(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0666);
}

/* A directory can be opened to be read, but has no bytes. */
static int open_input(const char *file)
{
    struct stat status;
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        close(fd);
        errno = EISDIR;
        return -1;
    }
    return fd;
}

/* Opens the file that the call wants, and sends it. Returns -1 when the connection is no good. */
int face_open_wanted(struct face_call *call, bool is_output)
{
    const char *file = is_output ? call->file_out : call->file_in;
    int fd;
    if (call->console)
        fd = fcntl(call->console[is_output], F_DUPFD_CLOEXEC, 10);
    else if (!is_output && call->content)
        fd = open_content(call);
    else if (!file)
        return -1;
    else
        fd = is_output ? open_output(file) : open_input(file);
    if (fd < 0) {
        /* In libguestfs's words, which have no name of the function in front. */
        if (!call->failed) {
            call->failed = true;
            face_fail(call->g, errno, "%s%s: %s", is_output ? "" : errno == EISDIR ? "read: " : "open: ", file ? file : "content", strerror(errno));
        }
        return face_send(call->g, FRAME_NO_FILE, call->id, NULL, 0, -1);
    }
    int result = face_send(call->g, FRAME_FILE, call->id, NULL, 0, fd);
    close(fd);
    return result;
}
