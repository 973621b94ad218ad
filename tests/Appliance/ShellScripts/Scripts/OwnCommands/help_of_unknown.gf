-help bogus
-help bogus more
echo end
