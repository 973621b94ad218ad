#: args -N lv:/dev/group/volume:40M -N lvfs:/dev/data/files:ext3:40M:gpt
lvs
list-filesystems
pvs
vgs
is-lv /dev/group/volume
part-get-parttype /dev/sdb
