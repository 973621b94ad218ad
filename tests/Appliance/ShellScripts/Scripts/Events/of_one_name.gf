event f trace "zz"
event f close "yy"
event f launch "true"
event f enter "aa"
event f close "bb"
event f close,trace "aa"
event f appliance "true"
event f progress "x"
event f library "x"
event f subprocess_quit "x"
event f * "x"
list-events
delete-event f
list-events
event f close "3"
event f close "1"
event f close "2"
event f trace "4"
event f close "0"
list-events
