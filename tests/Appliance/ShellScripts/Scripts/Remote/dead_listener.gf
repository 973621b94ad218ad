#: mask guestfish-[0-9]+/socket-[0-9]+ => guestfish-N/socket-N
#: run eval "$(guestfish --listen)"; kill -9 $GUESTFISH_PID; sleep 0.3
#: run guestfish --remote echo x; echo "exit $?"
#: run rm -f /tmp/.guestfish-$(id -u)/socket-$GUESTFISH_PID
