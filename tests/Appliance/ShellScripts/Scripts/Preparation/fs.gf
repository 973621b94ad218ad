#: args -N fs:ext4:20M -m /dev/sda1
list-filesystems
ls /
touch /a
part-get-parttype /dev/sda
!ls
