#: args --ro -a files.img -m /dev/sda
#: disk files.img
strings /data/binary
strings-e l /data/binary
-strings-e q /data/binary
-strings /none
hexdump /data/binary
hexdump /data/empty
-hexdump /none
file /etc/passwd
file /data/empty
file /data/link
file /data/numbers.gz
file /dev/sda | cut -c1-40
-file /none
#: words
