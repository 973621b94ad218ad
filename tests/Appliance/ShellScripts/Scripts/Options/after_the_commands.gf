#: run guestfish echo -n x; echo "exit $?"
#: run guestfish echo -- -n x; echo "exit $?"
#: run guestfish -- echo -n x; echo "exit $?"
#: run guestfish echo x -V | wc -l
