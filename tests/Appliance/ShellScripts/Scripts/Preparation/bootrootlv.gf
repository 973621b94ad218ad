#: args -N bootrootlv:/dev/v/r:ext2:ext4:100M:20M:gpt
list-filesystems
lvs
part-list /dev/sda
#: differs This build makes no partitions yet, so only empty disks can be prepared.
