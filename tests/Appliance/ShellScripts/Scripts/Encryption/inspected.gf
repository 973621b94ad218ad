#: disk system.img
#: run { printf 'luks-format /dev/sda1 0\nsecret\nluks-open /dev/sda1 c\nsecret\ncopy-device-to-device /dev/sdb1 /dev/mapper/c\nluks-close /dev/mapper/c\n'; } | guestfish --keys-from-stdin -N luks.img=part:300M -a system.img
#: run guestfish --ro --key /dev/sda1:key:secret -a luks.img -i cat /etc/hostname
#: run echo secret | guestfish --keys-from-stdin --ro -a luks.img -i cat /etc/hostname
#: run echo secret > key; guestfish --ro --key /dev/sda1:file:key -a luks.img -i cat /etc/hostname
#: run guestfish --ro --key /dev/sda1:key:wrong -a luks.img -i cat /etc/hostname 2>&1 | sed -n '/could not find\|Try/p'
