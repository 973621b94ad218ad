#: args -a files.img -m /dev/sda
#: disk files.img
ln-s /etc/hosts /soft
readlink /soft
-ln-s x /soft
ln-sf other /soft
readlink /soft
ln /etc/hosts /hard
stat /hard | grep nlink
-ln /etc/hosts /hard
ln-f /etc/passwd /hard
head-n 1 /hard
-ln /none /x
-ln-s a /none/b
ln-s "" /e
-ln /etc /dirlink
#: words
