-bogus
-bogus
-another
help bogus
