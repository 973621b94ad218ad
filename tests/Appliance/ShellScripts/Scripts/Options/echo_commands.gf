#: args -x
echo one
echo "two  words"  'single'
get-memsize
# comment

-bogus
!echo local
set-memsize 1k
