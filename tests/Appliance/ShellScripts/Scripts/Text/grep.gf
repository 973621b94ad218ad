#: args --ro -a files.img -m /dev/sda
#: disk files.img
grep root /etc/passwd
grep ALICE /etc/passwd
grep ALICE /etc/passwd insensitive:true
grep "^9.$" /data/numbers | head -n 2
grep "1\\+" /data/numbers | head -n 2
grep "(1|2)0$" /data/numbers extended:true
grep "1." /data/numbers fixed:true
grep nothing /etc/passwd
-grep root /none
-grep "[" /etc/passwd
egrep "^(1|2)$" /data/numbers
fgrep ":0:" /etc/passwd
grepi alice /etc/passwd
egrepi "^(ALICE|x)" /etc/passwd
fgrepi ALICE /etc/passwd
zgrep "^3$" /data/numbers.gz
zegrep "^(3|4)$" /data/numbers.gz
zfgrep 39 /data/numbers.gz
zgrepi 40 /data/numbers.gz
zegrepi "40|39" /data/numbers.gz
zfgrepi 40 /data/numbers.gz
grep 4 /data/numbers.gz compressed:true | wc -l
#: words
