#: args
sparse one.img 16M
sparse two.img 16M
run
mkfs ntfs /dev/sda label:DATA
ntfs-3g-probe true /dev/sda
ntfs-3g-probe false /dev/sdb
ntfsclone-out /dev/sda clone
ntfsclone-in clone /dev/sdb
vfs-label /dev/sdb
set-label /dev/sdb OTHER
vfs-label /dev/sdb
ntfsresize /dev/sda size:8388608
ntfsresize /dev/sda force:true
ntfsfix /dev/sdb clearbadsectors:true
ntfsclone-in clone /dev/sda
ntfsresize-size /dev/sda 8388608
