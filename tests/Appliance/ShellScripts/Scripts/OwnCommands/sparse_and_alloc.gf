sparse s.img 10M
alloc a.img 100K
allocate b.img 1M
!stat -c '%n %s' s.img a.img b.img
!stat -c '%n %b' s.img
!test $(stat -c %b a.img) -ge 200 && echo allocated
-sparse
-sparse x
-alloc x
-sparse /no/such/dir/x 1M
-alloc s.img bad
sparse s.img 1M
!stat -c '%n %s' s.img
