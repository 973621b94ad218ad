#: run seq 1 5000 | sed 's/^/echo /' | guestfish | md5sum
#: run { seq 1 3000 | sed 's/^/#/'; echo bogus; } | guestfish; echo "exit $?"
