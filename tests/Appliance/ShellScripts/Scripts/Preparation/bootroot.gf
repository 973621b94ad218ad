#: args -N bootroot:ext2:ext4:60M:20M
list-filesystems
part-list /dev/sda
