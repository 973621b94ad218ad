#: run eval "$(guestfish --listen)"
#: run guestfish --remote event x close 'echo closed >&2'; guestfish --remote list-events
#: run guestfish --remote event y close,trace 'echo y $EVENT'; guestfish --remote list-events
#: run guestfish --remote reopen; echo "exit $?"; guestfish --remote list-events
#: run guestfish --remote event z close 'echo z closed'; guestfish --remote list-events
#: run guestfish --remote event z close 'echo z closed to errors >&2'; guestfish --remote list-events
#: run guestfish --remote -- -delete-event x; echo "exit $?"
#: run guestfish --remote delete-event z; echo "exit $?"
#: run guestfish --remote event last close 'echo the last is closed >&2'; guestfish --remote list-events
#: run guestfish --remote exit; echo "exit $?"
