#: args -N fs:ext4:20M -N disk:4M -m /dev/sda1
#: words
mkswap /dev/sdb label:swp uuid:01234567-89ab-4def-8123-456789abcdef
vfs-type /dev/sdb
swapon-device /dev/sdb
swapoff-device /dev/sdb
swapon-label swp
swapoff-label swp
swapon-uuid 01234567-89ab-4def-8123-456789abcdef
swapoff-uuid 01234567-89ab-4def-8123-456789abcdef
mkswap-L other /dev/sdb
vfs-label /dev/sdb
mkswap-U 11234567-89ab-4def-8123-456789abcdef /dev/sdb
vfs-uuid /dev/sdb
fallocate64 /file 4194304
mkswap-file /file
swapon-file /file
swapoff-file /file
-swapoff-device /dev/sdb
-swapon-label none
