#include "frames.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* A descriptor goes with the first byte. */
int frame_send(int socket, const void *header, size_t header_length, const void *payload, size_t length, int fd)
{
    struct iovec parts[2] = { { (void *)header, header_length }, { (void *)payload, length } };
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    while (parts[0].iov_len + parts[1].iov_len > 0) {
        struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
        if (fd >= 0) {
            memset(&control, 0, sizeof control);
            message.msg_control = control.bytes;
            message.msg_controllen = sizeof control.bytes;
            struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
            rights->cmsg_level = SOL_SOCKET;
            rights->cmsg_type = SCM_RIGHTS;
            rights->cmsg_len = CMSG_LEN(sizeof(int));
            memcpy(CMSG_DATA(rights), &fd, sizeof fd);
        }
        ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        fd = -1;
        for (int i = 0; i < 2; i++) {
            size_t of_this = (size_t)sent < parts[i].iov_len ? (size_t)sent : parts[i].iov_len;
            parts[i].iov_base = (char *)parts[i].iov_base + of_this;
            parts[i].iov_len -= of_this;
            sent -= (ssize_t)of_this;
        }
    }
    return 0;
}

static void take_descriptor(struct msghdr *message, int *fd)
{
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS) {
            if (*fd >= 0)
                close(*fd);
            memcpy(fd, CMSG_DATA(part), sizeof *fd);
        }
    }
}

int frame_receive(int socket, void *bytes, size_t length, int *fd)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    while (length > 0) {
        struct iovec part = { bytes, length };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes };
        ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (got == 0)
            return 0;
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return errno == ECONNRESET ? 0 : -1;
        }
        take_descriptor(&message, fd);
        bytes = (char *)bytes + got;
        length -= (size_t)got;
    }
    return 1;
}
