#: args --keys-from-stdin -N disk:40M
#: words
luks-format /dev/sda 0
secret
luks-add-key /dev/sda 1
secret
other
luks-uuid /dev/sda | grep -c '^[0-9a-f-]*$'
cryptsetup-open /dev/sda crypt
other
list-dm-devices
mkfs ext4 /dev/mapper/crypt
list-filesystems
cryptsetup-close /dev/mapper/crypt
luks-open-ro /dev/sda again
secret
blockdev-getro /dev/mapper/again
luks-close /dev/mapper/again
luks-kill-slot /dev/sda 1
secret
-cryptsetup-open /dev/sda crypt
other
luks-format-cipher /dev/sda 0 aes-cbc-essiv:sha256
third
luks-open /dev/sda third
third
luks-close /dev/mapper/third
