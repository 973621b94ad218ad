sparse a.img 1M
sparse b.img 2M
add-drive a.img readonly:true label:data
scratch 1M
add-drive-scratch 2M label:more
-add-drive-scratch bad
-add-drive-scratch 0
-add-drive-scratch -1
add-cdrom script.gf
add-drive-with-if a.img ide
add-drive-ro-with-if a.img virtio
is-config
