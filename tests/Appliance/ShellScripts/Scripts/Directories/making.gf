#: args -a files.img -m /dev/sda
#: disk files.img
#: mask ^(/tmp/\w+)[A-Za-z0-9]{6}(\.txt)?$ => $1XXXXXX$2
mkdir /a
-mkdir /a
-mkdir /b/c
mkdir-p /b/c/d
mkdir-p /b/c/d
-mkdir-p /etc/passwd/x
mkdir-mode /m 0700
stat /m | grep mode
-mkdir-mode /m 0700
-mkdir-mode /m2 -1
mkdtemp /tmp/dirXXXXXX
mktemp /tmp/fileXXXXXX
mktemp /tmp/fileXXXXXX suffix:.txt
-mkdtemp /tmp/dir
find /b
rmdir /b/c/d
find /b
#: words
