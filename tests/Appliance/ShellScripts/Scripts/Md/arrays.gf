#: args -N disk:20M -N disk:20M
#: mask /dev/md\d+ => /dev/mdN
#: words
md-create one "/dev/sda /dev/sdb" level:1
list-md-devices
md-detail /dev/md127 | grep -E '^(level|devices|name)'
md-stat /dev/md127 | grep mdstat_device
md-stop /dev/md127
list-md-devices
-md-create two "/dev/sda" level:nonsense
-md-detail /dev/sda
-md-stop /dev/md9
