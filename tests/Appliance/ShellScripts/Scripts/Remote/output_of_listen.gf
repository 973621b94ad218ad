#: mask [0-9]+ => N
#: run guestfish --listen > out; cat out; eval "$(cat out)"; guestfish --remote exit
#: run guestfish --listen --csh > out; cat out; eval "$(sed 's/setenv \([A-Z_]*\) /\1=/' out)"; guestfish --remote=$GUESTFISH_PID exit
