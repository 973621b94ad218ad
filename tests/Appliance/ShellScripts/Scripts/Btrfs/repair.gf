#: args
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
sparse one.img 256M
sparse two.img 256M
run
mkfs-btrfs /dev/sda
mkfs-btrfs /dev/sdb
btrfs-fsck /dev/sda
btrfstune-enable-extended-inode-refs /dev/sda
btrfstune-enable-skinny-metadata-extent-refs /dev/sda
btrfs-rescue-super-recover /dev/sda
btrfs-rescue-chunk-recover /dev/sda
btrfstune-seeding /dev/sda true
mount /dev/sda /
-touch /x
umount /
btrfs-set-seeding /dev/sda false
mount /dev/sdb /
-btrfs-balance-pause /
-btrfs-balance-cancel /
-btrfs-balance-resume /
-btrfs-scrub-cancel /
-btrfs-scrub-resume none
-btrfs-image /dev/none /image
