#: args -a files.img -m /dev/sda
#: disk files.img
#: mask ^elapsed time: [0-9.]+ => elapsed time: N
time ls /many
-time cat /none
time glob cat /many/file[12].txt
-glob time cat /many/file[12].txt
-glob -rm /many/file1.txt
-cat /none
ls /many
