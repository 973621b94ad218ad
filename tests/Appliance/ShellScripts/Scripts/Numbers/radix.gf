set-memsize 1000
get-memsize
set-memsize 01000
get-memsize
set-memsize 0x3e8
get-memsize
set-memsize 0X3E8
get-memsize
set-memsize +1000
get-memsize
set-memsize " 1000"
get-memsize
