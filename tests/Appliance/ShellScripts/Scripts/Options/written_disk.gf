#: run guestfish -a files.img -m /dev/sda write /kept kept; echo "exit $?"
#: run guestfish --rw --format=raw -a files.img -m /dev/sda cat /kept : write /more x; echo; echo "exit $?"
#: run guestfish --ro -a files.img -m /dev/sda ls / ; echo "exit $?"
#: disk files.img
