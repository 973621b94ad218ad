#: args --ro -a files.img -m /dev/sda
#: disk files.img
exists /etc
exists /none
exists /data/dangling
exists /data/link
is-file /etc/passwd
is-file /data/link
is-file /data/link followsymlinks:true
is-file /etc
is-dir /etc
is-dir /data/todir
is-dir /data/todir followsymlinks:true
is-symlink /data/link
is-symlink /data/numbers
is-fifo /data/fifo
is-chardev /data/char
is-blockdev /data/block
is-blockdev /data/char followsymlinks:true
is-socket /data/fifo
-is-file /data/link followsymlinks:maybe
-is-file /data/link followsymlinks
-is-file relative
-exists
