-disk-create x raw -1
-disk-create x qcow2 -1
-disk-create x nonsense 1M
-disk-create x raw 1M backingfile:script.gf
-disk-create x raw 1M compat:1.1
-disk-create x raw 1M clustersize:64K
-disk-create x raw 1M preallocation:nonsense
-disk-create x qcow2 1M preallocation:nonsense
-disk-create x qcow2 1M compat:9
-disk-create x qcow2 1M clustersize:100
-disk-create x qcow2 1M backingfile:script.gf
-disk-create /no/such/x raw 1M
-disk-create "" raw 1M
!ls
#: words
