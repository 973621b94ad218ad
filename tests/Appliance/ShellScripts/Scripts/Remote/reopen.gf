#: mask path( =)? ".*" => path$1 "PATH"
#: run eval "$(guestfish --listen)"
#: run guestfish --remote set-memsize 900; guestfish --remote set-autosync false; guestfish --remote set-trace true
#: run guestfish --remote reopen; echo "exit $?"
#: run guestfish --remote get-memsize; guestfish --remote get-autosync; guestfish --remote get-trace
#: run guestfish --remote set-trace false
#: run guestfish --remote -- -reopen x; echo "exit $?"
#: run guestfish --remote event a close 'echo a closed'; guestfish --remote reopen; guestfish --remote event b close 'echo b closed'
#: run guestfish --remote list-events
#: run guestfish --remote delete-event b; guestfish --remote list-events; echo "exit $?"
#: run guestfish --remote shutdown; echo "exit $?"
#: run guestfish --remote event c close 'echo c closed >&2'
#: run guestfish --remote exit; echo "exit $?"
