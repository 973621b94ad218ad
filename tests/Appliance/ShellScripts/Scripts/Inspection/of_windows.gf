#: args --ro -a system.img
#: disk system.img
#: words
run
inspect-os
-inspect-get-windows-systemroot /dev/sda
-inspect-get-windows-current-control-set /dev/sda
-inspect-get-windows-software-hive /dev/sda
-inspect-get-windows-system-hive /dev/sda
