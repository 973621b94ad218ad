#: run eval "$(guestfish --listen)"
#: run guestfish --remote bogus; echo "exit $?"
#: run guestfish --remote echo x 2>/dev/null; echo "exit $?"
