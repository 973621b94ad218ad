set-memsize 900
set-trace false
set-autosync false
reopen
get-memsize
get-autosync
-reopen x
sparse a.img 1M
reopen
debug-drives
