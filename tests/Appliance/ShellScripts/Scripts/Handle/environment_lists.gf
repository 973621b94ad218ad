parse-environment-list "LIBGUESTFS_MEMSIZE=888"
get-memsize
parse-environment-list "LIBGUESTFS_TRACE=1 LIBGUESTFS_MEMSIZE=999"
get-memsize
parse-environment-list "LIBGUESTFS_TRACE=0"
parse-environment-list ""
-parse-environment-list "LIBGUESTFS_MEMSIZE=abc"
-parse-environment-list "LIBGUESTFS_TRACE=nonsense"
parse-environment-list "'OTHER=a b'"
get-memsize
setenv LIBGUESTFS_MEMSIZE 777
parse-environment
get-memsize
#: differs Ours traces the calls that the script makes, not those that a function makes inside.
