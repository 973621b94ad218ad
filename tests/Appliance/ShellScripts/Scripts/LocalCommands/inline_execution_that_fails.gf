<! echo echo a; echo bogus; echo echo c
echo not reached
