#: args -N disk:10M -N other.img=disk:20M
list-devices
list-partitions
blockdev-getsize64 /dev/sda
blockdev-getsize64 /dev/sdb
!stat -c '%n %s' test1.img other.img
-part-get-parttype /dev/sda
