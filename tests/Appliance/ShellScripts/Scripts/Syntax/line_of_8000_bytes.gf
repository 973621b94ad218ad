#: run { printf 'echo '; head -c 8000 /dev/zero | tr '\0' x; echo; } | guestfish | wc -c
#: run { printf 'echo "'; head -c 8000 /dev/zero | tr '\0' y; printf '" end\n'; echo echo next; } | guestfish | tail -c 20
#: run { printf '#'; head -c 8000 /dev/zero | tr '\0' z; echo; echo echo after a long comment; } | guestfish
