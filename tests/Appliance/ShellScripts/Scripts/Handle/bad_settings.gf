-set-smp 0
-set-memsize 1
-set-backend nonsense
-set-program ""
-set-tmpdir /no/such/dir
-set-cachedir /no/such/dir
-set-identifier "with:colon"
-set-identifier "a b"
-set-hv /no/such
get-hv
-set-path "a:b"
-get-path
-set-backend ""
-get-backend
-set-append "a b c"
get-append
