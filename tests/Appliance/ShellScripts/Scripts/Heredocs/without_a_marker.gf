#: args -a files.img -m /dev/sda
#: disk files.img
-upload -<< /one
echo next
-upload -<<
echo end
