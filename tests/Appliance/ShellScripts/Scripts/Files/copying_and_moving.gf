#: args -a files.img -m /dev/sda
#: disk files.img
cp /etc/hosts /copy
cat /copy
cp /etc/hosts /tmp
ls /tmp
-cp /none /x
-cp /etc /x
cp-a /data/deep /copied
ls /copied
cp-r /many /tmp/many
ls /tmp/many
mv /copy /moved
exists /copy
mv /moved /tmp
ls /tmp
-mv /none /x
rename /tmp/moved /renamed
exists /renamed
-rename /none /x
-rename /etc /data/numbers
#: words
