set-trace true
-set-backend-settings "a 'b c' d"
-set-backend-settings "'unterminated"
-set-backend-settings "a''b"
set-backend-settings ""
-set-backend-settings "'a'b 'c'"
-set-backend-settings "\'x\'"
-parse-environment-list "A=b 'C=d e'"
get-backend-settings
