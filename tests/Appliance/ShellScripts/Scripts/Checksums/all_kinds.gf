#: args --ro -a files.img -m /dev/sda
#: disk files.img
#: after sort sums
checksum crc /etc/hosts
checksum md5 /etc/hosts
checksum sha1 /etc/hosts
checksum sha224 /etc/hosts
checksum sha256 /etc/hosts
checksum sha384 /etc/hosts
checksum sha512 /etc/hosts
checksum md5 /data/empty
checksum md5 /data/link
-checksum nonsense /etc/hosts
-checksum md5 /none
-checksum md5 /etc
checksum-device md5 /dev/sda | wc -c
-checksum-device md5 /dev/sdz
-checksum-device nonsense /dev/sda
checksums-out md5 /many sums
-checksums-out md5 /none none
-checksums-out nonsense /many none
#: words
