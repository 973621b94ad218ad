event t trace "echo trace: $EVENT $#"
set-trace true
get-memsize
set-trace false
delete-event t
get-memsize
