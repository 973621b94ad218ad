-disk-create a raw 1M backingfile:x
-disk-create a raw 1M nonsense:x
-disk-create a raw 1M preallocation
-disk-create a raw 1M preallocation:off preallocation:off
-disk-create a raw 1M clustersize:abc
-disk-create a raw 1M extra words
-add-drive a readonly:maybe
-add-drive a readonly:
-add-drive a label:
-add-drive a readonly:true readonly:true
-add-drive a readonly:true format:raw x
-add-drive a format:raw readonly
-add-drive a :
-add-drive a iface:x:y
echo end
#: words
