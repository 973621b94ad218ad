#: args --ro -a parts.img
#: disk parts.img
run
sfdisk-disk-geometry /dev/sda
sfdisk-kernel-geometry /dev/sda
blockdev-setra /dev/sda 1024
blockdev-setbsz /dev/sda1 1024
-sfdisk-disk-geometry /dev/sdz
-blockdev-setra /dev/sda x
findfs-uuid aaaaaaaa-0000-0000-0000-000000000005
