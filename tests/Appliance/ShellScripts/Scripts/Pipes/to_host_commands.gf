echo one two | tr a-z A-Z
echo c b a | tr ' ' '\n' | sort
get-memsize | sed 's/^/memsize /'
echo x | cat > file
!cat file
echo quoted "a | b" | cat
echo "|" | cat
echo a | grep b
echo after a failed filter
bogus | cat
echo not reached
