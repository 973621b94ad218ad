#: args -a parts.img
#: disk parts.img
run
blockdev-getsize64 /dev/sda
blockdev-getss /dev/sda
blockdev-getsz /dev/sda
blockdev-getro /dev/sda
part-get-mbr-id /dev/sda 1
part-get-mbr-id /dev/sda 2
part-get-bootable /dev/sda 1
part-get-bootable /dev/sda 2
device-index /dev/sda
nr-devices
is-whole-device /dev/sda
is-whole-device /dev/sda1
is-lv /dev/sda1
get-umask
-device-index /dev/sdz
-is-lv /dev/none
