#: args --ro --format=qcow2 -a debian-lvm.qcow2
#: image debian-lvm.qcow2
run
lvs
vgs
pvs
lvs-full | grep -E 'lv_name|lv_size|lv_attr' | sort
vgs-full | grep -E 'vg_name|vg_extent_size|vg_fmt'
pvs-full | grep -E 'pv_fmt|pv_attr'
is-lv /dev/debian/root
is-lv /dev/sda1
lvm-canonical-lv-name /dev/mapper/debian-root
-lvm-canonical-lv-name /dev/sda1
lvuuid /dev/debian/root | wc -c
vguuid debian | wc -c
pvuuid /dev/sda2 | wc -c
vglvuuids debian | wc -l
vgpvuuids debian | wc -l
list-dm-devices
vg-activate false debian
vg-activate-all true
list-filesystems | sort
vgscan
mount-ro /dev/debian/root /
exists /etc/debian_version
mountpoints
