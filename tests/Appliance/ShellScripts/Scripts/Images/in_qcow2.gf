#: run qemu-img convert -q -f raw -O qcow2 files.img f.qcow2
#: run guestfish --ro --format=qcow2 -a f.qcow2 -m /dev/sda cat /etc/hosts; echo "exit $?"
#: run guestfish -a f.qcow2 -m /dev/sda write /new new : cat /new; echo; echo "exit $?"
#: run guestfish disk-format f.qcow2 : disk-virtual-size f.qcow2
#: disk files.img
