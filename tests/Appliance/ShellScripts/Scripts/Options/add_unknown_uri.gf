#: run guestfish -a nonsense://host/x echo added; echo "exit $?"
#: run guestfish -a ssh:// echo added; echo "exit $?"
#: run guestfish -a http://host/ echo added; echo "exit $?"
#: run guestfish -a 'nbd://?socket=' echo added; echo "exit $?"
#: run guestfish -a 'nbd://localhost:1' echo added; echo "exit $?"
#: words
