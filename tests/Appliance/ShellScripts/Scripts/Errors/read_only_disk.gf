#: args --ro -a files.img -m /dev/sda
#: disk files.img
#: after debugfs -R 'stat /x' files.img 2>&1 | tail -n 1
-touch /x
-write /etc/hosts x
-mkdir /y
-rm /etc/hosts
cat /etc/hosts
