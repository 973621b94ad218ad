/* How long it takes to load the library, in milliseconds; the argument is its file. */
#include <dlfcn.h>
#include <stdio.h>
#include <time.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int count, char **arguments)
{
    double start = now();
    void *library = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
    printf("%.2f\n", now() - start);
    return library && dlsym(library, "guestfs_create") ? 0 : 1;
}
