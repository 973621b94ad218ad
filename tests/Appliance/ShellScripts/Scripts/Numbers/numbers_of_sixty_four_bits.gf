-disk-create a raw 9223372036854775808
-disk-create a raw -2
-disk-create b raw 0x100000
disk-virtual-size b
disk-create c raw 01000000
disk-virtual-size c
-disk-create d raw 12z
-disk-create d raw z
-disk-create d raw ""
!ls
