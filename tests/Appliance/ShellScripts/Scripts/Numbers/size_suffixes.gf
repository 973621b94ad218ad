sparse a 1k
!stat -c '%n %s' a
sparse b 3K
!stat -c '%n %s' b
sparse c 2KiB
!stat -c '%n %s' c
sparse d 5KB
!stat -c '%n %s' d
sparse e 1M
!stat -c '%n %s' e
sparse f 2MiB
!stat -c '%n %s' f
sparse g 3MB
!stat -c '%n %s' g
sparse h 1G
!stat -c '%n %s' h
sparse i 1GB
!stat -c '%n %s' i
sparse j 0x1000
!stat -c '%n %s' j
sparse k 010000
!stat -c '%n %s' k
