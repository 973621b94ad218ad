#: run printf 'from the input\n' | guestfish -a files.img -m /dev/sda upload - /x : cat /x; echo "exit $?"
#: run guestfish --ro -a files.img -m /dev/sda download /etc/hosts - : echo done; echo "exit $?"
#: run printf 'upload - /x\nthe rest\nof the script\n' | guestfish -a files.img -m /dev/sda; echo "exit $?"
#: disk files.img
