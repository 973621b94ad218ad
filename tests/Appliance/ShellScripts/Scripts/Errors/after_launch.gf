#: args --ro -a files.img
#: disk files.img
run
-run
-launch
-set-memsize 500
-set-network true
-cat /etc/passwd
-mount /dev/none /
-mount sda /
-mount-ro "" /
-ls relative
-upload a b
echo end
