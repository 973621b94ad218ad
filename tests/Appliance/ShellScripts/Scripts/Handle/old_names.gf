get-qemu | sed 's#.*/##'
get-hv | sed 's#.*/##'
set-qemu /bin/true
get-hv
set-hv /bin/false
get-qemu
-user-cancel
-remove-drive
-mount-local
get-sockdir | grep -c /
get-attach-method | grep -c .
-set-attach-method nonsense
