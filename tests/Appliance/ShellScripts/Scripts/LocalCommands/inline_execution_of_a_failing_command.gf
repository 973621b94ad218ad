<! echo echo a; exit 3
echo not reached
