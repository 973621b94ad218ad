-set-autosync maybe
-set-autosync 2
-set-autosync ""
-set-autosync truely
-set-autosync oui
-set-autosync enable
get-autosync
