event a close "true"
event b close "true"
event c close "true"
delete-event b
delete-event c
event d close "true"
list-events
delete-event a
delete-event d
event e close "true"
list-events
event f close "true"
event f trace "true"
event g trace "true"
event f launch "true"
list-events
delete-event f
list-events
event h trace "true"
list-events
delete-event h
delete-event g
delete-event e
event i enter "true"
list-events
reopen
event j enter "true"
list-events
