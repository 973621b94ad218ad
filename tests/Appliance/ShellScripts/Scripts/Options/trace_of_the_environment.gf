#: run LIBGUESTFS_TRACE=1 guestfish set-memsize 1000 : get-memsize : set-append 'a "b"' : get-append
#: run LIBGUESTFS_TRACE=yes guestfish get-memsize; echo "exit $?"
