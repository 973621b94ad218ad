/* Debian's bindings have symbols of libraries that they do not name, as Debian's libguestfs brings these along. The arguments are a library and a symbol
 * of it; prints whether it has come with ours, and whether this machine has it. */
#include <dlfcn.h>
#include <guestfs.h>
#include <stdio.h>

int main(int count, char **arguments)
{
    /* A call, without which the linker would leave the library out. */
    if (count != 3 || guestfs_user_cancel(NULL) != -1)
        return 2;
    int came = dlsym(RTLD_DEFAULT, arguments[2]) != NULL;
    void *library = dlopen(arguments[1], RTLD_NOW);
    printf("%d %d\n", came, library && dlsym(library, arguments[2]));
    return 0;
}
