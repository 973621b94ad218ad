#: args --ro -a system.img
#: disk system.img
run
-inspect-get-arch /dev/sda1
inspect-os
inspect-get-arch /dev/sda1
inspect-get-product-variant /dev/sda1
inspect-get-format /dev/sda1
inspect-is-live /dev/sda1
inspect-is-netinst /dev/sda1
inspect-is-multipart /dev/sda1
inspect-get-osinfo /dev/sda1
mount-ro /dev/sda1 /
inspect-get-product-name /dev/sda1 | grep -c .
inspect-get-icon /dev/sda1 | wc -c
-inspect-get-arch
-inspect-get-arch /dev/sda1 x
