-"echo" a
-'echo' b
-"get-memsize"
echo end
