-supported
-supported x
echo end
