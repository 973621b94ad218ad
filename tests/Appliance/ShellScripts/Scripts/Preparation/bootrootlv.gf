#: args -N bootrootlv:/dev/v/r:ext2:ext4:100M:20M:gpt
list-filesystems
lvs
part-list /dev/sda
