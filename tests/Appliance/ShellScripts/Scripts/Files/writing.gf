#: args -a files.img -m /dev/sda
#: disk files.img
write /a "text"
cat /a
write-append /a " more\n"
cat /a
write /a ""
filesize /a
write-append /new "made by appending"
cat /new
write /bytes "\x01\xff\n"
read-file /bytes | od -An -tx1
-write /none/a "x"
-write /etc "x"
-write-append /none/b x
pwrite /new "MADE" 0
pwrite /new "!" 20
read-file /new | od -An -c
-pwrite /none x 0
-pwrite /new x -1
write-file /wf content 0
cat /wf
-write-file /wf content 3
