#: run guestfish -N fs:nonsense:10M echo x 2>err; echo "exit $?"
#: run sed -n 's/^\(guestfish: error creating prepared disk image .*\): .*/\1/p' err
