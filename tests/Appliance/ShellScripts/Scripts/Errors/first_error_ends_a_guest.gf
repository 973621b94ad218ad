#: args -a files.img -m /dev/sda
#: disk files.img
#: after debugfs -R 'cat /kept' files.img 2>/dev/null
write /kept "written before the error\n"
cat /none
write /kept "never written"
