#: run guestfish echo x >/dev/full; echo "exit $?"
#: run printf 'echo x\nget-memsize\n' | guestfish >/dev/full; echo "exit $?"
