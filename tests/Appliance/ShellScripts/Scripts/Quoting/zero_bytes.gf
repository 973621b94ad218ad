#: run printf 'echo a\0b\necho c\n' | guestfish | od -An -c
