append x
autosync true
memsize 700
network true
path /x
program p
smp 2
trace false
verbose false
pgroup false
recovery-proc true
direct false
get-smp
get-network
get-path
-pid
backend direct
tmpdir /tmp
get-tmpdir
cachedir /tmp
get-cachedir
