#: run printf 'echo \377\376 x\necho "\200"\n' | guestfish | od -An -c
#: run printf 'echo \303\n-\377bogus\n' | guestfish 2>&1 | od -An -c
