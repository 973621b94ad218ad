set-autosync true
get-autosync
set-autosync false
get-autosync
set-autosync 1
get-autosync
set-autosync 0
get-autosync
set-autosync t
get-autosync
set-autosync f
get-autosync
set-autosync yes
get-autosync
set-autosync no
get-autosync
set-autosync on
get-autosync
set-autosync off
get-autosync
set-autosync TRUE
get-autosync
set-autosync False
get-autosync
set-autosync y
get-autosync
set-autosync n
get-autosync
