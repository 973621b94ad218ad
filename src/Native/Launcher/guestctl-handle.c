/* The process of a handle: loads the library it is told, and serves one handle on descriptor 3. It is no part of the library, because
 * an executable can be started and a library cannot. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SOCKET = 3 };

/* Variables whose values name directories. */
static const char *const places[] = { "TMPDIR", "LIBGUESTFS_TMPDIR", "LIBGUESTFS_CACHEDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "HOME" };

static void make_absolute(const char *variable, const char *directory)
{
    char *absolute;
    const char *value = getenv(variable);
    if (!value || !*value || *value == '/' || asprintf(&absolute, "%s/%s", directory, value) == -1)
        return;
    setenv(variable, absolute, 1);
    free(absolute);
}

/* The parts of PATH, of which an empty one is the current directory. */
static void make_path_absolute(const char *directory)
{
    const char *path = getenv("PATH");
    size_t size;
    char *absolute;
    FILE *list = path && *path ? open_memstream(&absolute, &size) : NULL;
    if (!list)
        return;
    for (;; path++) {
        size_t length = strcspn(path, ":");
        if (length == 0)
            fputs(directory, list);
        else
            fprintf(list, "%s%s%.*s", *path == '/' ? "" : directory, *path == '/' ? "" : "/", (int)length, path);
        path += length;
        if (!*path)
            break;
        fputc(':', list);
    }
    if (fclose(list) == 0)
        setenv("PATH", absolute, 1);
    free(absolute);
}

/* The program may take its directory away, or unmount what it is on, so this process does not stay there. What the environment names relative to
 * it is made absolute before; names in calls come with the directory that the program is in then. */
static int leave_directory(void)
{
    char *directory = getcwd(NULL, 0);
    for (size_t i = 0; directory && i < sizeof places / sizeof *places; i++)
        make_absolute(places[i], directory);
    if (directory)
        make_path_absolute(directory);
    free(directory);
    return chdir("/");
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fprintf(stderr, "%s: the library libguestfs.so.0 starts this program for each handle; there is no use in running it by hand\n", arguments[0]);
        return 2;
    }
    void *library = dlopen(arguments[1], RTLD_NOW);
    int (*serve)(int) = library ? (int (*)(int))dlsym(library, "guestctl_handle_main") : NULL;
    if (!serve) {
        fprintf(stderr, "%s: %s\n", arguments[0], dlerror());
        return 1;
    }
    if (leave_directory() != 0)
        perror("guestctl-handle: /");
    /* At once: what the runtime would do at exit is of no use to anybody. */
    _exit(serve(SOCKET));
}
