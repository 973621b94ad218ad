#: args
sparse one.img 64M
sparse two.img 64M
run
pvcreate /dev/sda
vgcreate vg "/dev/sda /dev/sdb"
lvcreate lv vg 10
lvcreate-free rest vg 50
lvs
blockdev-getsize64 /dev/vg/lv
lvresize /dev/vg/lv 16
lvresize-free /dev/vg/rest 50
blockdev-getsize64 /dev/vg/lv
lvrename /dev/vg/lv /dev/vg/new
vgrename vg group
lvs
vg-activate-all false
pvchange-uuid /dev/sda
pvchange-uuid-all
vgchange-uuid group
vgchange-uuid-all
vg-activate-all true
lvremove /dev/group/new
lvs
vgremove group
pvresize-size /dev/sda 33554432
pvs-full | grep -E 'pv_(name|size)'
pvresize /dev/sda
pvremove /dev/sdb
pvs
lvm-remove-all
vgs
pvs
