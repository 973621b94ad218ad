#: args -a files.img -m /dev/sda
#: disk files.img
#: after find out -type f | sort | xargs md5sum; cat hosts
!mkdir -p in/sub out; echo one > in/one; echo two > in/sub/two; ln -s one in/link
copy-in in script.gf /tmp
find /tmp
cat /tmp/in/sub/two
copy-out /many /data/numbers out
copy-out /etc/hosts .
-copy-in missing /tmp
-copy-in in /none
-copy-in in /etc/passwd
-copy-out /none out
-copy-out /many missing
-copy-out /many script.gf
glob copy-out /many/file[12].txt out
!ls out
