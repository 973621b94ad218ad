#: args --keys-from-stdin
set-trace true
-luks-open /dev/sda1 name
secretkey
-luks-format /dev/sda1 0
otherkey
-luks-add-key /dev/sda1 1
first
second
-luks-kill-slot /dev/sda1 1
third
-cryptsetup-open /dev/sda1 name readonly:true
fourth
-luks-format-cipher /dev/sda1 0 aes
fifth
