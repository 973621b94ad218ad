#: args -a files.img -m /dev/sda
#: disk files.img
rsync /many/ /tmp/copy archive:true
ls /tmp/copy
rsync /many /tmp archive:true
rm /many/file1.txt
rsync /many/ /tmp/copy archive:true deletedest:true
ls /tmp/copy
-rsync /many
-rsync /many /tmp nonsense:true
