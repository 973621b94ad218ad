#: args -a files.img
#: disk files.img
run
supported | awk '{print $1, $2}' | grep -E '^(acl|linuxcaps|linuxxattrs|lvm2|xz|mknod) '
available "acl lvm2"
feature-available "acl lvm2"
filesystem-available ext4
filesystem-available nonsensefs
-available "nonsense"
-feature-available "nonsense"
available ""
