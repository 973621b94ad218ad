#: args -a parts.img
#: disk parts.img
run
mkmountpoint /a
mkmountpoint /b
mount /dev/sda1 /a
mount /dev/sda5 /b
mountpoints
touch /a/x
ls /a
-ls /
umount /a
umount /b
rmmountpoint /a
rmmountpoint /b
-rmmountpoint /none
-mkmountpoint relative
