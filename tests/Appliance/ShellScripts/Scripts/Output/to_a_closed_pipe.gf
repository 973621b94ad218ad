#: run guestfish --ro -a files.img -m /dev/sda find / | head -n 2
#: run guestfish --ro -a files.img -m /dev/sda cat /data/numbers | head -n 1
#: disk files.img
