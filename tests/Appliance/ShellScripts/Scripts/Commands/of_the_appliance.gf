#: args -a files.img -m /dev/sda
#: disk files.img
dmesg | grep -c . | sed 's/[0-9]*/some/'
available-all-groups | grep -A1 'name: xz'
-llz /none
-umount-local
-umount-local retry:maybe
-mount-local-run
debug-upload script.gf /tmp/uploaded 0644
-debug-upload missing /tmp/x 0644
debug sh "head -c 2 /tmp/uploaded"
-config
echo end
