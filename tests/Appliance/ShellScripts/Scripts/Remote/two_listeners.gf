#: run eval "$(guestfish --listen)"; a=$GUESTFISH_PID; eval "$(guestfish --listen)"; b=$GUESTFISH_PID
#: run guestfish --remote=$a set-memsize 700; guestfish --remote=$b set-memsize 800
#: run guestfish --remote=$a get-memsize; guestfish --remote=$b get-memsize
#: run guestfish --remote=$a exit; guestfish --remote=$b get-memsize; guestfish --remote=$b exit
