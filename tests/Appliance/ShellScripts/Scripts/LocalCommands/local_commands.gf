!echo hello
!echo one; echo two >&2
! echo blank
!
!true
!echo "$0" | sed 's#.*/##'
   !echo indented
!cd /; pwd
!pwd
-!exit 3
!echo a | tr a b
!exit 3
!echo not reached
