#: run guestfish --ro -a system.img -i cat /etc/debian_version; echo "exit $?"
#: run guestfish --ro -a parts.img -i echo x; echo "exit $?"
#: disk system.img parts.img
