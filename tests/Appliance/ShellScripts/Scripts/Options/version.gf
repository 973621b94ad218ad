#: run guestfish -V | sed "s/[0-9][^ ]*/N/"; guestfish --version | wc -l
