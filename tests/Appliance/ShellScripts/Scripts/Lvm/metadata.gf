#: args -N lv:/dev/VG/LV:40M
vgmeta VG | head -n 1
-vgmeta none
lvm-scan true
lvm-scan false
vg-activate-all false
vg-activate-all true
lvs
