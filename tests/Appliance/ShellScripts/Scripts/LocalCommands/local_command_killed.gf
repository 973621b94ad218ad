-!kill -9 $$
echo after
!kill -TERM $$
echo not reached
