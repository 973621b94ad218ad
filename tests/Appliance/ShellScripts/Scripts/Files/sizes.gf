#: args -a files.img -m /dev/sda
#: disk files.img
truncate /data/letters
filesize /data/letters
truncate-size /data/letters 10K
filesize /data/letters
truncate-size /data/letters 0x10
filesize /data/letters
-truncate-size /data/letters -1
-truncate-size /none 1
fill 97 5 /filled
cat /filled
fill 0x7a 3 /filled2
cat /filled2
fill-pattern abc 8 /pattern
cat /pattern
-fill 256 1 /x
-fill -1 1 /x
-fill 1 -1 /x
fallocate64 /big 1M
filesize /big
fallocate /small 1000
filesize /small
fill-dir /tmp 3
ls /tmp
#: words
