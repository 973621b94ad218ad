#: args -a files.img -m /dev/sda
#: disk files.img
#: after head -c 6 out.cpio; echo; gzip -dc out.gz | tail -n1; xz -dc out.xz | tail -n1
cpio-out /many out.cpio
cpio-out /many out2.cpio format:crc
-cpio-out /none x.cpio
-cpio-out /many x.cpio format:nonsense
compress-out gzip /data/numbers out.gz
compress-out xz /data/numbers out.xz level:1
-compress-out nonsense /data/numbers x
-compress-out gzip /none x
-compress-out gzip /data/numbers x level:100
zfile gzip /data/numbers.gz
base64-out /etc/hosts -
!echo aGVsbG8K > b64
base64-in b64 /decoded
cat /decoded
-base64-in missing /x
zgrep 7 /data/numbers.gz
#: words
