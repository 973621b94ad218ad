#: args -a files.img -m /dev/sda
#: disk files.img
<! for n in $(seq 1 300); do echo touch /empty/file$n; done
ls /empty | wc -l
find /empty | tail -n 1
glob-expand /empty/file1?
glob rm-f /empty/*
ls /empty
mkdir-p /a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p
find /a | tail -n 1
readdir /empty | grep -c dirent
