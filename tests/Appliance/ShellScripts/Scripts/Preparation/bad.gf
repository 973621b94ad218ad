#: run guestfish -N nonsense echo x 2>&1 | head -1
#: run guestfish -N disk:bad echo x; echo "exit $?"
#: run guestfish -N /no/such/dir/x=disk:1M echo x; echo "exit $?"
#: run ls
