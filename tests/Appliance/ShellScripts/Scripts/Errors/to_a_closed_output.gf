#: run seq 1 20000 2>/dev/null | sed 's/^/echo line /' 2>/dev/null | guestfish | head -2
#: run guestfish echo x >&- ; echo "exit $?"
