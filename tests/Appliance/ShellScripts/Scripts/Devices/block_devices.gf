#: args -a files.img -a parts.img
#: disk files.img parts.img
run
list-devices
blockdev-getbsz /dev/sda
blockdev-setro /dev/sda
blockdev-getro /dev/sda
blockdev-setrw /dev/sda
blockdev-getro /dev/sda
blockdev-flushbufs /dev/sda
blockdev-rereadpt /dev/sdb
-blockdev-getss /dev/sdz
-blockdev-getss sda
device-index /dev/sdb
nr-devices
max-disks
sfdisk-l /dev/sdb | grep -c sdb
