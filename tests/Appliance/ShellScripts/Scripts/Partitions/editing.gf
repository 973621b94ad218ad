#: args -N disk:40M -N disk:10M
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
part-init /dev/sda gpt
part-add /dev/sda p 2048 22527
part-add /dev/sda primary 22528 40959
part-list /dev/sda
part-set-name /dev/sda 1 first
part-get-name /dev/sda 1
part-set-bootable /dev/sda 2 true
part-get-bootable /dev/sda 2
part-set-gpt-type /dev/sda 1 C12A7328-F81F-11D2-BA4B-00A0C93EC93B
part-get-gpt-type /dev/sda 1
part-set-gpt-guid /dev/sda 1 01234567-89AB-CDEF-0123-456789ABCDEF
part-get-gpt-guid /dev/sda 1
part-set-gpt-attributes /dev/sda 1 4
part-get-gpt-attributes /dev/sda 1
part-set-disk-guid /dev/sda 01234567-89AB-CDEF-0123-456789ABCDEF
part-get-disk-guid /dev/sda
part-set-disk-guid-random /dev/sda
part-resize /dev/sda 2 61439
part-list /dev/sda
part-expand-gpt /dev/sda
part-del /dev/sda 2
list-partitions
part-init /dev/sda mbr
part-add /dev/sda e 2048 40959
part-add /dev/sda l 4096 20479
part-add /dev/sda p 40960 -1
part-set-mbr-id /dev/sda 5 0x8e
part-get-mbr-id /dev/sda 5
list-partitions
part-disk /dev/sdb mbr
part-list /dev/sdb
-part-add /dev/sdb x 2048 4095
-part-del /dev/sdb 9
-part-disk /dev/sdb nonsense
-part-init /dev/sdz mbr
