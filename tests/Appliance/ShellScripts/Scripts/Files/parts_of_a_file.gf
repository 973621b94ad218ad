#: args --ro -a files.img -m /dev/sda
#: disk files.img
head /data/numbers
head-n 3 /data/numbers
head-n -97 /data/numbers
head-n 0 /data/numbers
tail /data/numbers
tail-n 3 /data/numbers
tail-n 0 /data/numbers
pread /data/numbers 10 5
pread /data/numbers 0 0
pread /data/numbers 100 290
-pread /data/numbers -1 0
-pread /data/numbers 10 -5
-head /none
-head-n x /data/numbers
-tail-n 3 /none
