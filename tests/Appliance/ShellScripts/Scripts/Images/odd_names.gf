disk-create "with space.img" raw 1M
disk-virtual-size "with space.img"
disk-create naïve.img raw 1M
disk-format naïve.img
disk-create "quote'.img" raw 1M
disk-create -dash.img raw 1M
disk-create a:b raw 1M
disk-create a,b raw 1M
disk-virtual-size a,b
!ls
