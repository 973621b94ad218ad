!mkdir inner
lcd inner
!pwd
lcd ..
!pwd
-lcd missing
-lcd script.gf
-lcd
-lcd a b
lcd "inner"
!echo x > made
!ls
lcd ~
!pwd
