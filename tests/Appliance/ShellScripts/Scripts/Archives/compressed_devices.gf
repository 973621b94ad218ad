#: args --ro -a parts.img
#: disk parts.img
run
compress-device-out gzip /dev/sda1 part.gz
!gzip -dc part.gz | md5sum; dd if=parts.img bs=512 skip=2048 count=16384 status=none | md5sum
-compress-device-out gzip /dev/sdz x
-compress-device-out nonsense /dev/sda x
