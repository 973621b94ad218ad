#: args -a files.img -m /dev/sda
#: disk files.img
utimens /etc/hosts 1000 0 2000 0
stat /etc/hosts | grep -E '^[am]time'
utimens /etc/hosts 1000 500 2000 999999999
statns /etc/hosts | grep -E '[am]time_n?sec'
-utimens /none 1 1 1 1
utimens /data/link 5 0 6 0
lstat /data/link | grep mtime
stat /data/numbers | grep mtime
