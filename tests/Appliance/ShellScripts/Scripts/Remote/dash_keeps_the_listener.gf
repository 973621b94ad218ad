#: run eval "$(guestfish --listen)"
#: run guestfish --remote -- -bogus; echo "exit $?"
#: run guestfish --remote -- -get-memsize 1 2; echo "exit $?"
#: run guestfish --remote echo still here; echo "exit $?"
#: run guestfish --remote exit
