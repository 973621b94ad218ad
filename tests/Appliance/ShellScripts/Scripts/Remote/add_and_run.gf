#: run eval "$(guestfish --listen)"
#: run guestfish --remote add files.img readonly:true : run
#: run guestfish --remote mount-ro /dev/sda / : ls /many : glob cat '/many/file1*'
#: run guestfish --remote exit; echo "exit $?"
#: disk files.img
