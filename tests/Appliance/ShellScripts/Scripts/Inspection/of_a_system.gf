#: args --ro -a system.img
#: disk system.img
#: mask app2_(spare1|class): => app2_N:
run
inspect-os
inspect-get-type /dev/sda1
inspect-get-distro /dev/sda1
inspect-get-major-version /dev/sda1
inspect-get-minor-version /dev/sda1
inspect-get-hostname /dev/sda1
inspect-get-package-format /dev/sda1
inspect-get-package-management /dev/sda1
inspect-get-mountpoints /dev/sda1 | sort
inspect-get-filesystems /dev/sda1 | sort
inspect-get-drive-mappings /dev/sda1
inspect-get-roots
-inspect-get-type /dev/sda2
-inspect-get-type /dev/none
mount-ro /dev/sda1 /
inspect-list-applications2 /dev/sda1
inspect-list-applications /dev/sda1
#: words
