#: differs Debian's guestfish cuts lines at 8191 bytes and takes the rest for the next command; ours reads the whole line.
#: run { printf 'echo '; head -c 1048576 /dev/zero | tr '\0' x; echo; } 2>/dev/null | guestfish 2>/dev/null | wc -c
#: run { printf 'echo "'; head -c 1048576 /dev/zero | tr '\0' y; printf '" end\n'; echo echo next; } 2>/dev/null | guestfish 2>/dev/null | tail -c 20
#: run { printf '#'; head -c 1048576 /dev/zero | tr '\0' z; echo; echo echo after a long comment; } 2>/dev/null | guestfish 2>/dev/null
