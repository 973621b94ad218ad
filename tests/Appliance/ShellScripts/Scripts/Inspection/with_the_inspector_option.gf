#: args --ro -a system.img -i
#: disk system.img
mountpoints
cat /etc/hostname
ls /home
inspect-get-roots
