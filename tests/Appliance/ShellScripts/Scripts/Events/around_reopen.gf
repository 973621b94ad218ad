event a close "echo a closed: $EVENT $#"
event b close "echo b closed"
event "" close "echo nameless closed"
event b trace "true"
list-events
reopen
echo reopened
list-events
-delete-event a
event c close "echo c closed"
list-events
event d close,trace "echo d: $EVENT"
delete-event c
event e close "echo e closed"
list-events
reopen
list-events
event f close "echo f closed"
list-events
event g "" "echo none"
event h * "echo h: $EVENT"
delete-event h
event i * "echo i: $EVENT"
list-events
get-memsize
shutdown
list-events
echo after shutdown
set-trace true
get-memsize
