#: args -a files.img -m /dev/sda
#: disk files.img
!truncate -s 1M fs; mke2fs -q -F fs
upload fs /fs
mkdir /inside
mount-loop /fs /inside
ls /inside
umount /inside
remount / rw:false
-touch /x
remount / rw:true
touch /x
-remount /none
-mount-loop /none /inside
mountable-device /dev/sda
-mountable-subvolume /dev/sda
#: words
