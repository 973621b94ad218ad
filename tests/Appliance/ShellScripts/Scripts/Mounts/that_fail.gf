#: run guestfish -a parts.img -m /dev/sda9 echo x; echo "exit $?"
#: disk parts.img
#: mask (guestfish: /dev/sda1 \().*? => $1
