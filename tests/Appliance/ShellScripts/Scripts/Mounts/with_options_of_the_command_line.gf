#: run guestfish -a parts.img -m /dev/sda1 mountpoints; echo "exit $?"
#: run guestfish --ro -a parts.img -m /dev/sda1:/:noatime -m /dev/sda5:/lost+found mounts : mountpoints; echo "exit $?"
#: disk parts.img
