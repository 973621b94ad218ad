#: args -a files.img -m /dev/sda
#: disk files.img
cpio-out /many small.cpio
!gzip -n < small.cpio > small.gz
upload small.cpio /initrd
upload small.gz /initrd.gz
initrd-list /initrd.gz | sort
initrd-cat /initrd.gz file1.txt
-initrd-cat /initrd.gz none
-initrd-list /none
#: words
