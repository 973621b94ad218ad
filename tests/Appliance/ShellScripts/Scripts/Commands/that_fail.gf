#: args --ro -a debian-ext4.img -m /dev/sda2
#: image debian-ext4.img
#: mask (libguestfs: error: \w+: ).* => $1(the reason)
-command "/no/such/program"
-command "/bin/false"
-sh "exit 3"
-sh "echo complaint >&2; exit 1"
-command-lines "/bin/false"
-sh-lines "kill -9 $$"
