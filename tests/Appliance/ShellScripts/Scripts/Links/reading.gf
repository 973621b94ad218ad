#: args --ro -a files.img -m /dev/sda
#: disk files.img
readlink /data/link
readlink /data/absolute
readlink /data/dangling
-readlink /data/numbers
-readlink /none
readlinklist /data "link numbers absolute none"
readlinklist /data "link"
realpath /data/link
realpath /data/todir/er
realpath /data/absolute
-realpath /data/dangling
-realpath /data/loop
cat /data/absolute | head -n 1
-cat /data/dangling
-cat /data/loop
-stat /data/loop
lstat /data/loop | grep size
case-sensitive-path /DATA/Numbers
case-sensitive-path /ETC/
-case-sensitive-path /NONE/x
cat win:\ETC\hosts
cat WIN:C:\etc\HOSTS
-cat win:\none
-cat win:z:\etc\hosts
