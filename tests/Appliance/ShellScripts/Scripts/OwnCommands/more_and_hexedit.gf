#: args -a files.img -m /dev/sda
#: disk files.img
#: mask /tmp/\w+ => FILE
more /etc/hosts
setenv PAGER "head -n 1"
more /data/numbers
setenv PAGER "false"
-more /data/numbers
-more /none
-more /etc
setenv HEXEDITOR "sh -c 'sleep 1.1; printf TEXT | dd of=$1 bs=1 seek=4 conv=notrunc status=none' x"
hexedit /data/binary
strings /data/binary
hexedit /data/binary 8
strings /data/binary
hexedit /data/letters 0x10 4
setenv HEXEDITOR "sh -c 'wc -c < $1' x"
hexedit /data/letters 100
hexedit /data/letters 100 50
-hexedit /data/letters bad
-hexedit /none
