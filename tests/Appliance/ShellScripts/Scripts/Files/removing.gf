#: args -a files.img -m /dev/sda
#: disk files.img
touch /f
rm /f
-rm /f
rm-f /f
rm-f /data/empty
exists /data/empty
-rm /etc
-rm-f /etc
mkdir /d
touch /d/a
-rmdir /d
rm-rf /d
exists /d
-rmdir /d
-rmdir /etc/passwd
rm-rf /no/such/thing
rm-rf /data/link
exists /data/numbers
-rm-rf /
