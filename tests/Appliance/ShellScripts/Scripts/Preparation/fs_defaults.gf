#: args -N fs
list-filesystems
part-list /dev/sda
vfs-type /dev/sda1
!stat -c %s test1.img
