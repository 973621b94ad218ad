#: run guestfish --vers | wc -l
#: run guestfish --no-s echo autosync is off; echo "exit $?"
#: run guestfish --no echo; echo "exit $?"
#: run guestfish --re echo; echo "exit $?"
#: run guestfish --pro echo progress; echo "exit $?"
