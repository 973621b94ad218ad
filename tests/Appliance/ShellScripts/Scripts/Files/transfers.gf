#: args -a files.img -m /dev/sda
#: disk files.img
#: after cat hosts; cat part; sed -n 3,4p numbers
download /etc/hosts hosts
upload hosts /uploaded
cat /uploaded
download-offset /data/numbers part 10 8
download /data/numbers numbers
upload-offset hosts /uploaded 4
cat /uploaded
-download /none x
-download /etc x
-upload missing /x
-upload . /x
-upload hosts /no/such/x
-download /etc/hosts /no/such/dir/x
-download-offset /data/numbers part 10 -1
!ls
#: words
