#: run guestfish -N help > out; echo "exit $?"; grep -c . out
