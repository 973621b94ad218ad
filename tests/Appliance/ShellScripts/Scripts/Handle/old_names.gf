get-qemu | sed 's#.*/##'
get-hv | sed 's#.*/##'
set-qemu /bin/true
get-hv
set-hv /bin/false
get-qemu
get-attach-method
-set-attach-method nonsense
-set-attach-method appliance
get-attach-method
-get-sockdir
-user-cancel
-remove-drive
-device-name 0
-mount-local
