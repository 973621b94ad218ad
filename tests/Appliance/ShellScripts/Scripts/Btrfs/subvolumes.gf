#: args
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
sparse one.img 256M
run
mkfs-btrfs /dev/sda label:BTR
mount /dev/sda /
btrfs-subvolume-create /home
mkdir /snaps
btrfs-subvolume-snapshot /home /snaps/first ro:true
btrfs-subvolume-snapshot /home /snaps
btrfs-subvolume-list /
btrfs-subvolume-show /home | grep -E '^(Name|Snapshot|Flags|path)'
btrfs-subvolume-get-default /
btrfs-subvolume-set-default 256 /
btrfs-subvolume-get-default /dev/sda
btrfs-subvolume-delete /snaps/first
btrfs-subvolume-list /dev/sda
btrfs-quota-enable / true
btrfs-qgroup-create 1/100 /
btrfs-qgroup-assign 0/256 1/100 /
btrfs-qgroup-limit /home 10485760
btrfs-qgroup-show / | grep btrfsqgroup_id | sort
btrfs-qgroup-remove 0/256 1/100 /
btrfs-qgroup-destroy 1/100 /
btrfs-filesystem-sync /
btrfs-quota-enable / false
-btrfs-quota-rescan /
