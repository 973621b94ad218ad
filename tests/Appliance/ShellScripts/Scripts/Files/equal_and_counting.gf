#: args --ro -a files.img -m /dev/sda
#: disk files.img
equal /data/numbers /data/hard
equal /data/numbers /etc/hosts
-equal /none /etc/hosts
wc-l /data/numbers
wc-w /etc/hosts
wc-c /data/letters
wc-l /data/unfinished
wc-l /data/empty
-wc-l /none
-wc-c /etc
du /many
-du /none
#: words
