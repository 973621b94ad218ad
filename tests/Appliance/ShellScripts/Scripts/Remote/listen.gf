#: run eval "$(guestfish --listen)"
#: run test -n "$GUESTFISH_PID" && echo listening
#: run guestfish --remote echo hello; echo "exit $?"
#: run guestfish --remote -- echo -n 'a b' "it's" '"q"'; echo "exit $?"
#: run guestfish --remote set-memsize 999; guestfish --remote get-memsize
#: run guestfish --remote=$GUESTFISH_PID get-memsize
#: run guestfish --remote exit; echo "exit $?"
#: run guestfish --remote echo gone 2>/dev/null; echo "exit $?"
