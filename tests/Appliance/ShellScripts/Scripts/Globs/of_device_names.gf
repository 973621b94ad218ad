#: args -a files.img -a parts.img
#: disk files.img parts.img
run
-glob echo /dev
-glob echo /d*
-glob echo //dev/sd*
glob echo /dev//sd*
glob echo /dev/vd*
glob echo /dev/hd*
glob echo /dev/vda
glob echo /dev/hd?1
glob echo /dev/SD*
glob echo /dev/sd[[:lower:]]
glob echo "/dev/sda "
glob echo dev/sd*
glob echo sd*
glob echo /dev/sd* /dev/sd[ab]
glob blockdev-getsz /dev/sd[ab]
