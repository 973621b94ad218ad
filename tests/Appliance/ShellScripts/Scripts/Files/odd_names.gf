#: args -a files.img -m /dev/sda
#: disk files.img
cat "/data/with space"
cat '/data/with space'
cat /data/naïve
touch "/new\nline"
touch "/tab\there"
touch /日本
ls / 
rm "/new\nline"
rm "/tab\there"
-cat data/numbers
-cat ""
cat //etc///hosts
cat /etc/../etc/hosts
cat /data/./deep/../numbers | head -n1
-cat /etc/passwd/x
write "/\xff\xfe" bytes
find / | grep -a -c .
ls / | od -An -c | tail -n 3
