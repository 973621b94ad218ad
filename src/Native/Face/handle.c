/* Handles: making, finding and closing them. */
#include "face.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t registry_once = PTHREAD_ONCE_INIT;
static guestfs_h *registry;

static void lock_registry(void) { pthread_mutex_lock(&registry_lock); }

static void unlock_registry(void) { pthread_mutex_unlock(&registry_lock); }

static void close_at_exit(void)
{
    for (;;) {
        lock_registry();
        guestfs_h *g = registry;
        while (g && !(g->closes_at_exit && g->creator == getpid()))
            g = g->next;
        if (g)
            g->closes_at_exit = false;
        unlock_registry();
        if (!g)
            return;
        /* Another thread may be in a call that never ends. The process of the handle ends when this one is gone, so nothing is left behind. */
        if (pthread_mutex_trylock(&g->shared->lock) == 0) {
            face_unlock(g);
            guestfs_close(g);
        }
    }
}

static void prepare_registry(void)
{
    pthread_atfork(lock_registry, unlock_registry, unlock_registry);
    atexit(close_at_exit);
}

/* Knows live handles from closed ones without looking into them: bindings let programs use a closed handle by mistake. */
bool face_is_open(guestfs_h *g)
{
    lock_registry();
    guestfs_h *found = registry;
    while (found && found != g)
        found = found->next;
    unlock_registry();
    return found != NULL;
}

static struct face_shared *share_lock(void)
{
    struct face_shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return NULL;
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&shared->lock, &kind);
    pthread_mutexattr_destroy(&kind);
    return shared;
}

void face_lock(guestfs_h *g)
{
    /* A process that shares the handle died in a call. Its frames may be cut short, which the next call finds out. */
    if (pthread_mutex_lock(&g->shared->lock) == EOWNERDEAD)
        pthread_mutex_consistent(&g->shared->lock);
}

void face_unlock(guestfs_h *g)
{
    pthread_mutex_unlock(&g->shared->lock);
}

PUBLIC guestfs_h *guestfs_create(void)
{
    return guestfs_create_flags(0);
}

PUBLIC guestfs_h *guestfs_create_flags(unsigned flags, ...)
{
    guestfs_h *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    pthread_once(&registry_once, prepare_registry);
    g->socket = -1;
    g->creator = getpid();
    g->closes_at_exit = !(flags & GUESTFS_CREATE_NO_CLOSE_ON_EXIT);
    for (size_t i = 0; i < sizeof g->old_callbacks / sizeof *g->old_callbacks; i++)
        g->old_callbacks[i].event_handle = -1;
    g->shared = share_lock();
    g->cancelled = face_move_up(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    g->identifier = strdup("");
    int has_errors = face_init_errors(g);
    char *why = NULL;
    if (has_errors == -1 || !g->shared || g->cancelled < 0 || !g->identifier || face_start_process(g, &why) == -1) {
        fprintf(stderr, "libguestfs: error: guestfs_create: %s\n", why ? why : strerror(errno));
        free(why);
        if (g->shared)
            munmap(g->shared, sizeof *g->shared);
        if (g->cancelled >= 0)
            close(g->cancelled);
        free(g->identifier);
        face_free_errors(g);
        free(g);
        return NULL;
    }
    lock_registry();
    g->next = registry;
    registry = g;
    unlock_registry();
    face_send(g, FRAME_HELLO, 0, program_invocation_short_name, strlen(program_invocation_short_name), -1);
    if (!(flags & GUESTFS_CREATE_NO_ENVIRONMENT))
        face_parse_environment_at_create(g);
    return g;
}

static bool forget(guestfs_h *g)
{
    lock_registry();
    guestfs_h **at = &registry;
    while (*at && *at != g)
        at = &(*at)->next;
    bool found = *at != NULL;
    if (found)
        *at = g->next;
    unlock_registry();
    return found;
}

static void release(guestfs_h *g)
{
    close(g->socket);
    close(g->cancelled);
    face_free_errors(g);
    face_free_private(g);
    face_close_test_output(g);
    for (struct face_text *text = g->constants, *next; text; text = next) {
        next = text->next;
        free(text);
    }
    munmap(g->shared, sizeof *g->shared);
    free(g->callbacks);
    free(g->identifier);
    free(g);
}

PUBLIC void guestfs_close(guestfs_h *g)
{
    if (!face_is_open(g)) {
        fprintf(stderr, "libguestfs: error: guestfs_close: %s\n", g ? "the handle is closed already" : "the handle is NULL");
        return;
    }
    face_lock(g);
    face_trace_line(g, "close");
    face_raise(g, GUESTFS_EVENT_CLOSE, NULL, 0, NULL, 0);
    face_stop_process(g);
    face_unlock(g);
    if (forget(g))
        release(g);
}
