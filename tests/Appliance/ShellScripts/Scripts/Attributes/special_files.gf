#: args -a files.img -m /dev/sda
#: disk files.img
mkfifo 0644 /f
is-fifo /f
mknod-c 0600 1 5 /c
is-chardev /c
stat /c | grep -E 'mode|rdev'
mknod-b 0600 7 3 /b
is-blockdev /b
mknod 0140644 0 0 /s
is-socket /s
mknod 0100644 0 0 /r
is-file /r
-mkfifo 0644 /f
-mkfifo 0644 /none/f
-mknod-c -1 1 5 /x
-mknod 0777777 0 0 /x
#: words
