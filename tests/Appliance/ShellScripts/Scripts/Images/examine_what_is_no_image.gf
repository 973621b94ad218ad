#: mask (?<=libguestfs: error: ).*(\n(To see|Do:|  |and run|You can|into a).*)* => (the reason)
-disk-format missing
-disk-virtual-size missing
-disk-has-backing-file missing
-disk-format .
disk-format script.gf
disk-virtual-size script.gf
disk-has-backing-file script.gf
!printf 'QFI\373\0\0\0\3' > broken.qcow2
-disk-format broken.qcow2
-disk-virtual-size broken.qcow2
