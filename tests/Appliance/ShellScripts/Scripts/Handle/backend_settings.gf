get-backend-settings
set-backend-setting a b
get-backend-setting a
-get-backend-setting missing
set-backend-setting force_tcg 1
get-backend-settings
clear-backend-setting a
clear-backend-setting a
get-backend-settings
set-backend-settings "x y=1"
get-backend-settings
set-backend-settings ""
get-backend-settings
echo end
