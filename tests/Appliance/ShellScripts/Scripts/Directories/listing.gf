#: args --ro -a files.img -m /dev/sda
#: disk files.img
ls /
ls /data
ls /empty
-ls /none
-ls /etc/passwd
ls /data/todir
ls0 /many listed
!tr '\0' '\n' < listed | sort
!echo
readdir /many | grep name
readdir /data/deep | grep -E 'name|ftyp|\[' 
-readdir /none
find /data/deep
find /many
find /empty
-find /none
find0 /many found
!tr '\0' '\n' < found | sort
