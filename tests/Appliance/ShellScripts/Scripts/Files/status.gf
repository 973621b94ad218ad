#: args --ro -a files.img -m /dev/sda
#: disk files.img
#: mask ^(st_)?(dev|ino|blksize|blocks)(:.*) => $1$2: N
stat /data/numbers
lstat /data/link
statns /data/numbers
lstatns /data/link
lstatlist /data "numbers empty none"
lstatnslist /data "empty"
lstatlist /data ""
-stat /none
-lstat /none
-lstatlist /none "a"
stat /data/char | grep rdev
