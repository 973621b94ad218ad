#: args -a files.img -m /dev/sda:/:acl,user_xattr
#: disk files.img
acl-get-file /etc/hosts access
acl-set-file /etc/hosts access "u::rw-,g::r--,o::---,u:1000:rw-,m::rw-"
acl-get-file /etc/hosts access
-acl-get-file /etc/hosts default
-acl-get-file /none access
-acl-get-file /etc/hosts nonsense
-acl-set-file /etc/hosts access nonsense
acl-set-file /home default "u::rwx,g::r-x,o::r-x"
acl-get-file /home default
acl-delete-def-file /home
-acl-delete-def-file /none
cap-get-file /etc/hosts
cap-set-file /etc/hosts "cap_net_raw=ep"
cap-get-file /etc/hosts
-cap-set-file /etc/hosts nonsense
-cap-get-file /none
copy-attributes /etc/hosts /data/empty mode:true
stat /data/empty | grep mode
copy-attributes /data/utf8 /data/empty xattributes:true
getxattrs /data/empty | grep -c attrname
