#: run guestfish -N fs:nonsense:10M echo x 2>err; echo "exit $?"
#: run sed -n 's/^\(guestfish: error creating prepared disk image .*\): .*/\1/p' err
#: differs This build makes no partitions yet, so only empty disks can be prepared.
