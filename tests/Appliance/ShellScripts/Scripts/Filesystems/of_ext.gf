#: args -N disk:20M -N disk:4M -N disk:20M
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
mkfs-b ext4 1024 /dev/sda
set-e2label /dev/sda mine
get-e2label /dev/sda
set-e2uuid /dev/sda 01234567-89ab-4def-8123-456789abcdef
get-e2uuid /dev/sda
tune2fs /dev/sda maxmountcount:7 intervalbetweenchecks:86400
tune2fs-l /dev/sda | grep -E 'mount count: +7|Check interval'
e2fsck-f /dev/sda
e2fsck /dev/sda correct:true
fsck ext4 /dev/sda
resize2fs-size /dev/sda 10485760
blockdev-getsize64 /dev/sda
resize2fs /dev/sda
resize2fs-M /dev/sda
mke2journal 1024 /dev/sdb
mke2fs-J ext4 1024 /dev/sdc /dev/sdb
vfs-type /dev/sdc
mke2journal-L 1024 JRN /dev/sdb
mke2fs-JL ext4 1024 /dev/sdc JRN
mke2journal-U 1024 0f234567-89ab-4def-8123-456789abcdef /dev/sdb
mke2fs-JU ext4 1024 /dev/sdc 0f234567-89ab-4def-8123-456789abcdef
mke2fs /dev/sda blocksize:1024 fstype:ext4 label:made
mount /dev/sda /
rm-rf /lost+found
mklost-and-found /
ls /
touch /f
set-e2attrs /f ai
get-e2attrs /f
set-e2attrs /f ai clear:true
get-e2attrs /f
get-e2generation /f | grep -c .
-get-e2attrs /none
umount /
-mkfs nonsense /dev/sda
-fsck ext4 /dev/sdz
-tune2fs /dev/sda maxmountcount:-2
