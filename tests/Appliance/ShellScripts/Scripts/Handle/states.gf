is-config
max-disks
-kill-subprocess
-shutdown
is-config
-get-pid
-is-config x
