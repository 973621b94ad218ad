echo a | no-such-program-here
echo after
