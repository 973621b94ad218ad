#: args -a parts.img -m /dev/sda1:/::ext4
#: disk parts.img
mounts
touch /works
ls /
