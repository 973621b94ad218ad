#: args --ro -a debian-ext4.img -i
#: image debian-ext4.img
inspect-get-roots
inspect-get-distro /dev/sda2
inspect-get-arch /dev/sda2
inspect-get-hostname /dev/sda2
mountpoints
file-architecture /bin/ls
-file-architecture /etc/hostname
-file-architecture /none
inspect-list-applications2 /dev/sda2 | grep -c app2_name
