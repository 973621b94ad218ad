#: args --pipe-error --ro -a files.img -m /dev/sda
#: disk files.img
-cat /data/letters | true
cat /data/numbers | tail -n 1
-download /data/letters - | false
echo end
