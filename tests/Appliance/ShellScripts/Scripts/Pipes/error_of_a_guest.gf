#: args --pipe-error --ro -a files.img -m /dev/sda
#: disk files.img
# More than a pipe holds, so that the other side has ended before all is written.
-debug sh "seq 1 20000" | true
cat /data/numbers | tail -n 1
-download /dev/sda - | false
echo end
