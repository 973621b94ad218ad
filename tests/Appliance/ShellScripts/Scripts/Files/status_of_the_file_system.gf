#: args -a files.img -m /dev/sda
#: disk files.img
#: mask ^(flag|fsid): .* => $1: N
statvfs /
-statvfs /none
statvfs /etc | head -2
