echo first
echo second | cat
echo third
!echo fourth
echo fifth | sed p
get-autosync
!echo seventh
