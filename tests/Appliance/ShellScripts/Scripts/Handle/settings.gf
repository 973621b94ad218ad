get-append
set-append "quiet"
get-append
append loud
get-append
get-autosync
get-backend
get-backend-settings
get-direct
get-identifier
identifier me
get-identifier
get-memsize
get-network
get-pgroup
get-program
set-program other
get-program
get-recovery-proc
get-smp
get-tmpdir
get-trace
get-verbose
