disk-create raw.img raw 1M
disk-format raw.img
disk-virtual-size raw.img
disk-has-backing-file raw.img
disk-create q.qcow2 qcow2 10M
disk-format q.qcow2
disk-virtual-size q.qcow2
disk-has-backing-file q.qcow2
disk-create over.qcow2 qcow2 -1 backingfile:q.qcow2 backingformat:qcow2
disk-has-backing-file over.qcow2
disk-virtual-size over.qcow2
disk-create old.qcow2 qcow2 1M compat:0.10
disk-create new.qcow2 qcow2 1M compat:1.1 clustersize:128K
disk-create pre.raw raw 64K preallocation:full
disk-create pre2.raw raw 64K preallocation:sparse
disk-create meta.qcow2 qcow2 1M preallocation:metadata
!ls
!stat -c '%n %s' raw.img pre.raw pre2.raw
