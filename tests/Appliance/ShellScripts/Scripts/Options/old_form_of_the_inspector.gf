#: run guestfish --ro -i system.img cat /etc/hostname; echo "exit $?"
#: run guestfish -i echo x; echo "exit $?"
#: run guestfish --ro -i missing.img echo x 2>err; echo "exit $?"
#: disk system.img
