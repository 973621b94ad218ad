set-memsize 1k
get-memsize
set-memsize 1M
get-memsize
-set-memsize 3G
get-memsize
-set-memsize 1000KB
get-memsize
