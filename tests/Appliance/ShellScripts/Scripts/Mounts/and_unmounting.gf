#: args -a parts.img
#: disk parts.img
run
mount /dev/sda1 /
mounts
mountpoints
mkdir /five
mount /dev/sda5 /five
mounts
mountpoints
-mount /dev/sda5 /none
-mount /dev/sdz1 /
-umount /dev/sdz
umount /five
mountpoints
umount-all
mounts
-ls /
-cat /etc/passwd
mount-ro /dev/sda1 /
-touch /x
umount /
mount-options "ro,noatime" /dev/sda1 /
-touch /x
umount /dev/sda1
mount-vfs "" ext2 /dev/sda1 /
touch /x
ls /
-umount /none
umount-all
