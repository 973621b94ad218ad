#: run eval "$(guestfish --listen --ro -a files.img -m /dev/sda)"
#: run guestfish --remote cat /etc/hosts; echo "exit $?"
#: run guestfish --remote -- -cat /none; echo "exit $?"
#: run guestfish --remote ls /many | head -n 2
#: run guestfish --remote download /data/unfinished - ; echo; echo "exit $?"
#: run guestfish --remote cat /none; echo "exit $?"
#: run guestfish --remote echo x 2>/dev/null; echo "exit $?"
#: disk files.img
