#: args -N fs:ext2:20M -N disk:4M -N disk:4M -m /dev/sda1
#: words
write /text "0123456789"
copy-size /text /part 4
cat /part
copy-file-to-file /text /copy srcoffset:2 destoffset:1 size:3
hexdump /copy
copy-file-to-device /text /dev/sdb size:10
pread-device /dev/sdb 5 3
pwrite-device /dev/sdb "abc" 4
copy-device-to-file /dev/sdb /back size:12
hexdump /back
copy-device-to-device /dev/sdb /dev/sdc
checksum-device md5 /dev/sdb
checksum-device md5 /dev/sdc
is-zero-device /dev/sdb
zero-device /dev/sdb
is-zero-device /dev/sdb
touch /empty
truncate-size /empty 100
is-zero /empty
is-zero /text
zero /dev/sdc
dd /text /dd
cat /dd
blkdiscardzeroes /dev/sdc
scrub-file /part
exists /part
scrub-device /dev/sdb
-copy-file-to-device /none /dev/sdb
-pwrite-device /dev/sdb "abc" -1
-copy-size /text /t 100
-scrub-freespace /text
