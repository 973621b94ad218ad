#: args -a files.img -a parts.img -N lv:/dev/group/volume:40M
#: disk files.img parts.img
lvresize /dev/group/volume 8
lvcreate other group 8
lvcreate volume2 group 8
list-devices
list-partitions
lvs
glob echo /dev/sd*
glob echo /dev/sd[ab]
glob echo /dev/sd[!a]
glob echo /dev/sd[^a]
glob echo /dev/sd?
glob echo /dev/sd??
glob echo /dev/sdb[0-9]
glob echo /dev/sdb*
glob echo /dev/*
glob echo /dev/*/*
glob echo /dev/group/*
glob echo /dev/group/v*
glob echo /dev/g*/volume
glob echo /dev/g*
glob echo /dev/gr*me
glob echo /dev/group/volume
glob echo /dev/gro?p/volume
glob echo /dev/group?volume
glob echo /dev/group[/]volume
glob echo /dev/mapper/*
glob echo /dev/none*
glob echo /dev/sda /dev/sdz
glob echo /dev/sd\a
glob echo "/dev/sd\\a"
glob echo '/dev/sd\[ab]'
glob echo /dev/{sda,sdb}
glob echo /dev/sd{a,b}
glob echo /dev/**
glob echo /dev/
glob echo /dev/sd* /dev/group/v*
