#: args --ro -a gpt.img
#: disk gpt.img
run
part-get-parttype /dev/sda
part-list /dev/sda
part-get-name /dev/sda 1
part-get-name /dev/sda 2
part-get-gpt-type /dev/sda 1
part-get-gpt-guid /dev/sda 2
part-get-disk-guid /dev/sda
part-get-gpt-attributes /dev/sda 1
part-get-gpt-attributes /dev/sda 2
part-get-bootable /dev/sda 1
part-get-bootable /dev/sda 2
-part-get-name /dev/sda 9
list-filesystems
blkid /dev/sda2 | grep -E '^(TYPE|LABEL|UUID|PART_ENTRY_UUID)'
blkid /dev/sda1 | grep -E '^(TYPE|LABEL|UUID|PART_ENTRY_UUID)'
-blkid /dev/sdz
