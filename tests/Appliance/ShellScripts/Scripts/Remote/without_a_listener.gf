#: mask pid [0-9]+ => pid N
#: run guestfish --remote echo x; echo "exit $?"
#: run GUESTFISH_PID=abc guestfish --remote echo x; echo "exit $?"
#: run guestfish --remote=abc echo x; echo "exit $?"
#: run guestfish --remote=0 echo x; echo "exit $?"
#: run guestfish --listen --remote=1 echo x; echo "exit $?"
#: run guestfish --listen echo x; echo "exit $?"
#: run guestfish --listen -f /dev/null; echo "exit $?"
