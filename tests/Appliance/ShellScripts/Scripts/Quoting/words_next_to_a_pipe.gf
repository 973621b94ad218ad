-echo a|cat
-echo a |cat
-echo "a"|cat
-echo 'a' | cat
echo end
