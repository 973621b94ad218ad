#: args -a files.img
#: disk files.img
event l launch_done "echo launched: $EVENT"
event c close "echo closed"
run
echo after launch
delete-event l
