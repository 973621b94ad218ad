#: disk files.img
scratch 4M
add-drive-scratch 4M label:other
add files.img blocksize:4096
add files.img readonly:true blocksize:512
run
list-devices
blockdev-getss /dev/sda
blockdev-getss /dev/sdc
blockdev-getss /dev/sdd
blockdev-getsize64 /dev/sda
blockdev-getsize64 /dev/sdb
