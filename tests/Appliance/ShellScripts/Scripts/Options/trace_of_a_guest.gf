#: args --ro -x -a files.img -m /dev/sda
#: disk files.img
#: mask libguestfs[A-Za-z0-9]{6} => libguestfsXXXXXX
cat /etc/hosts
ls /many
-cat /none
