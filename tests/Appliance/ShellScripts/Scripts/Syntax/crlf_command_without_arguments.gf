-get-autosync
-list-events
echo after
