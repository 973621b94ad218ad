#: args -a files.img -m /dev/sda
#: disk files.img
#: mask /lib/modules/.* => KERNEL
ping-daemon
echo-daemon "a b c"
echo-daemon "'quoted word' x"
echo-daemon ""
sleep 0
sync
drop-caches 3
drop-caches 1
utsname | grep sysname
umask 022
-modprobe no_such_module_here

-debug nonsense ""
-sleep x
version | grep major
#: words
