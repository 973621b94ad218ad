#: args --ro --format=qcow2 -a debian-lvm.qcow2
#: image debian-lvm.qcow2
#: mask ^  Cannot process volume group .*\n =>
run
vgmeta debian | grep -c extent_size
-vgmeta none
lvm-scan true
lvm-scan false
lvs
lvm-set-filter /dev/sda1
lvs
lvm-clear-filter
lvs
-lvuuid /dev/none
-vguuid none
-vg-activate true none
#: words
