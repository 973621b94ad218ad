#: disk files.img parts.img gpt.img
add files.img format:raw label:first
add-ro parts.img
add gpt.img readonly:true format:raw label:third
run
list-devices
list-disk-labels | sort
list-filesystems
mount /dev/disk/guestfs/first /
ls /many
mountpoints
umount /
mount-ro /dev/disk/guestfs/third2 /
mounts
-mount /dev/disk/guestfs/none /
list-partitions
