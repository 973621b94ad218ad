/* Says whether it can open a device for reading and writing. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **words)
{
    int file = count == 2 ? open(words[1], O_RDWR) : -1;
    puts(file >= 0 ? "opened" : strerror(errno));
    return 0;
}
