-bogus
echo after an unknown command
-get-memsize too many words
echo after a wrong number of words
- echo with a blank after the dash
--echo twice
-echo works
-
echo end
