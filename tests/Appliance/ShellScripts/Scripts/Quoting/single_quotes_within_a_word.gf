-echo a'b c'd
-echo it's
-echo 'a'b
-echo 'a\'b'
echo end
