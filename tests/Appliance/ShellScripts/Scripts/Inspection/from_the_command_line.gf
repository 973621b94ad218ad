#: run guestfish --ro -a system.img -i cat /etc/debian_version; echo "exit $?"
#: run guestfish --ro -a parts.img -i echo x 2>err; echo "exit $?"; head -n 1 err
#: disk system.img parts.img
