/* The process of a handle: loads the library it is told, and serves one handle on descriptor 3. It is no part of the library, because
 * an executable can be started and a library cannot. */
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

enum { SOCKET = 3 };

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
    /* At once: what the runtime would do at exit is of no use to anybody. */
    _exit(serve(SOCKET));
}
