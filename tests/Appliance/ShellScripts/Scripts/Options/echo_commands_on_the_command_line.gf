#: run guestfish -x echo 'a b' : get-autosync : set-append '' : set-program "it's"; echo "exit $?"
