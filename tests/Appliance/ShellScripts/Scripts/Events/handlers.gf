list-events
event first launch "echo launched"
event "" * "echo all"
event second close,trace "echo $EVENT $@"
list-events
delete-event first
list-events
-delete-event first
-delete-event
-event x
-event x nonsense "echo"
-event x close,nonsense "echo"
-event x "" "echo"
-list-events x
