#: args -a files.img -m /dev/sda
#: disk files.img
download /etc/hosts -
download /data/numbers - | tail -n 2
download /data/letters - | wc -c
read-file /data/letters | head -c 5
!echo
cat /data/numbers | head -n 1
hexdump /data/binary | head -n 1
!echo from the host > h
upload h /h
cat /h | tr a-z A-Z
