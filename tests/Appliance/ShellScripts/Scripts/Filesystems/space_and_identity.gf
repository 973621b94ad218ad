#: args -a files.img
#: disk files.img
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
sparse two.img 96M
sparse three.img 8M
run
mkfs f2fs /dev/sdb
zerofree /dev/sda
set-label /dev/sda NEW
vfs-label /dev/sda
set-uuid /dev/sda 12345678-1234-4321-8765-1234567890ab
vfs-uuid /dev/sda
set-uuid-random /dev/sda
vfs-minimum-size /dev/sda | grep -c '^[0-9]*$'
mount /dev/sda /
zero-free-space /
fstrim /
mksquashfs / image excludes:*
!head -c 4 image
umount /
f2fs-expand /dev/sdb
-isoinfo-device /dev/sdc
-mount /dev/sda /
-isoinfo /etc/hosts
umount /
wipefs /dev/sda
vfs-type /dev/sda
