#: args -N disk:40M
sfdisk /dev/sda 0 0 0 ","
list-partitions
sfdisk-N /dev/sda 1 0 0 0 ",,c"
part-get-mbr-id /dev/sda 1
