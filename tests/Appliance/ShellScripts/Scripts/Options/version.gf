#: run guestfish -V | sed 's/[0-9][0-9.a-z+~-]*/N/'; guestfish --version | wc -l
