#: run guestfish --help > out; echo "exit $?"; grep -c . out > /dev/null && echo some
#: run guestfish -h > out; echo "exit $?"; grep -cE '^(cat|ls|launch|help|mount) ' out
#: run guestfish --cmd-help > out; echo "exit $?"; head -n 1 out; tail -n 1 out
#: run guestfish -h cat > out; echo "exit $?"; head -n 1 out; grep -A1 SYNOPSIS out
#: run guestfish -h bogus > out; echo "exit $?"; cat out
#: run guestfish --cmd-help=cat > out; echo "exit $?"
#: run guestfish -h echo x > out; echo "exit $?"; head -n 1 out
