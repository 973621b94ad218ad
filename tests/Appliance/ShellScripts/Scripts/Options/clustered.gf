#: run guestfish -nrx echo a; echo "exit $?"
#: run guestfish -nwV | wc -l
#: run guestfish -xf /dev/null; echo "exit $?"
