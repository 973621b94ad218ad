#: args -N lvfs:/dev/VG/LV:ext2:40M
lvs
vgs
pvs
lvs-full | grep -E 'lv_name|lv_size|lv_attr'
vgs-full | grep -E 'vg_name|vg_extent_size|vg_fmt'
pvs-full | grep -E 'pv_fmt|dev_size|pv_attr'
is-lv /dev/VG/LV
lvm-canonical-lv-name /dev/mapper/VG-LV
-lvm-canonical-lv-name /dev/sda1
list-dm-devices
lvuuid /dev/VG/LV | wc -c
vguuid VG | wc -c
pvuuid /dev/sda1 | wc -c
vglvuuids VG | wc -l
vgpvuuids VG | wc -l
vg-activate false "VG"
list-filesystems
vg-activate-all true
list-filesystems
lvm-set-filter "/dev/sda"
lvs
lvm-clear-filter
lvs
-lvuuid /dev/none
-vguuid none
-vg-activate true "none"
vgscan
mount /dev/VG/LV /
ls /
