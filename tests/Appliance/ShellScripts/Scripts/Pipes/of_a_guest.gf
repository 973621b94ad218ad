#: args --ro -a files.img -m /dev/sda
#: disk files.img
cat /data/numbers | head -n 2
ls /data | sort -r | head -n 3
cat /data/letters | head -c 10
!echo
-cat /none | cat
stat /etc/hosts | sed -n 's/^size: //p'
tar-out /many - | tar tf - | wc -l
checksum md5 /etc/hosts | cut -c1-6
echo end
