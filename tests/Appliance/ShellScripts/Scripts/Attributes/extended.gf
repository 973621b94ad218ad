#: args -a files.img -m /dev/sda:/:user_xattr
#: disk files.img
#: mask (attrval: \d)\\\\x00$ => $1
getxattrs /data/utf8
getxattr /data/utf8 user.colour
!echo
-getxattr /data/utf8 user.none
setxattr user.new "value" 5 /data/utf8
setxattr user.short "value" 3 /data/utf8
getxattr /data/utf8 user.short
!echo
getxattrs /data/utf8 | grep -c attrname
removexattr user.new /data/utf8
-removexattr user.new /data/utf8
-getxattrs /none
-setxattr nonsense x 1 /data/utf8
-setxattr user.x x 1 /none
lgetxattrs /data/link
lgetxattr /data/utf8 user.size
!echo
lsetxattr user.l x 1 /data/utf8
lremovexattr user.l /data/utf8
removexattr user.short /data/utf8
lxattrlist /data "utf8 empty"
getxattrs /data/empty
