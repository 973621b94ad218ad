-echo many words | true
-echo many words | false
echo x | exit 3
-bogus | cat
echo after
