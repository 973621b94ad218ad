#: mask '[^']*/t[0-9]' => 'FILE'
-disk-create t1 raw 1T
!stat -c '%s' t1
-disk-create t2 raw 1TB
!stat -c '%s' t2
-disk-create t5 qcow2 1P
-disk-virtual-size t5
-disk-create t6 raw 8Z
-disk-create t7 raw 1Y
-disk-create t8 raw 16E
-disk-create t9 raw 99999999999999999999
echo end
