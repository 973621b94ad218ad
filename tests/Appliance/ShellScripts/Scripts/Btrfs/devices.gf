#: args
sparse one.img 512M
sparse two.img 512M
sparse three.img 512M
run
mkfs-btrfs "/dev/sda /dev/sdb" metadata:raid1 datatype:raid0
btrfs-filesystem-show /dev/sdb
mount /dev/sda /
write /f kept
btrfs-device-add /dev/sdc /
btrfs-balance /
btrfs-device-delete /dev/sdb /
btrfs-filesystem-show /dev/sda
btrfs-replace /dev/sdc /dev/sdb /
btrfs-filesystem-show /dev/sda
btrfs-filesystem-resize / size:402653184
btrfs-filesystem-resize /
btrfs-filesystem-balance /
btrfs-balance-status /
btrfs-filesystem-defragment / compress:zlib
btrfs-scrub-start /
btrfs-scrub-status / | grep errors
cat /f
