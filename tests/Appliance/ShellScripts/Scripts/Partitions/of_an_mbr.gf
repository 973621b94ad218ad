#: args --ro -a parts.img
#: disk parts.img
run
list-devices
list-partitions
list-filesystems
part-get-parttype /dev/sda
part-list /dev/sda
part-to-dev /dev/sda1
part-to-partnum /dev/sda5
-part-to-dev /dev/sda
-part-to-partnum /dev/sda
part-get-mbr-part-type /dev/sda 1
part-get-mbr-part-type /dev/sda 3
part-get-mbr-part-type /dev/sda 5
-part-get-bootable /dev/sda 9
-part-get-mbr-id /dev/sda 0
-part-get-parttype /dev/sda1
-part-list /dev/sdz
vfs-type /dev/sda1
vfs-label /dev/sda1
vfs-uuid /dev/sda1
vfs-type /dev/sda2
vfs-label /dev/sda2
vfs-uuid /dev/sda5
vfs-type /dev/sda
-vfs-type /dev/sdz
findfs-uuid aaaaaaaa-0000-0000-0000-000000000001
findfs-label DATA
-findfs-label NONE
list-disk-labels
canonical-device-name /dev/hda1
canonical-device-name /dev/vda
canonical-device-name /dev/sda5
-canonical-device-name nonsense
