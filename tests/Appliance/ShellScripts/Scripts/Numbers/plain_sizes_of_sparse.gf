-sparse plain 4096
!stat -c '%n %s' plain
-sparse 1 1
!stat -c '%n %s' 1
-sparse zero 0
!stat -c '%n %s' zero
echo end
