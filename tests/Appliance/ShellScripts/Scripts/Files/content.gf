#: args -a files.img -m /dev/sda
#: disk files.img
cat /etc/hosts
cat /data/unfinished
cat /data/utf8
read-lines /data/unfinished
read-lines /data/dos
read-lines /data/empty
read-file /data/unfinished
read-file /data/binary | od -An -c
-cat /none
-cat /etc
-read-lines /none
-read-file /etc
filesize /data/letters
-filesize /none
