#: args -N disk:10M -N other.img=part:20M:gpt
list-devices
list-partitions
list-filesystems
part-list /dev/sdb
part-get-parttype /dev/sdb
blockdev-getsize64 /dev/sda
!stat -c '%n %s' test1.img other.img
