set-trace true
get-memsize
set-memsize 700
get-append
set-append "a b"
get-autosync
-set-backend nonsense
get-backend-settings
disk-create t.img raw 1M
disk-format t.img
-add-drive missing
add-drive t.img format:raw label:data
max-disks
set-trace false
get-trace
