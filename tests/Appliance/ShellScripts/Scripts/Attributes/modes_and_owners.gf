#: args -a files.img -m /dev/sda
#: disk files.img
chmod 0600 /etc/hosts
stat /etc/hosts | grep mode
chmod 420 /etc/hosts
stat /etc/hosts | grep mode
chmod 0x1ff /etc/hosts
stat /etc/hosts | grep mode
-chmod 0777 /none
-chmod -1 /etc/hosts
-chmod 010000 /etc/hosts
-chmod rwx /etc/hosts
chown 5 6 /etc/hosts
stat /etc/hosts | grep id:
lchown 7 8 /data/link
lstat /data/link | grep id:
stat /data/link | grep id:
-chown 1 2 /none
umask 027
get-umask
touch /masked
stat /masked | grep mode
mkdir /maskedd
stat /maskedd | grep mode
-umask 01000
-umask -1
umask 022
#: words
