-echo a"b c"d
-echo a"b
-echo "a"b
echo end
