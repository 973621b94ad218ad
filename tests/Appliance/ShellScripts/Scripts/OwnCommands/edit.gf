#: args -a files.img -m /dev/sda
#: disk files.img
#: mask /tmp/\w+ => FILE
setenv EDITOR "sed -i s/localhost/changed/"
edit /etc/hosts
cat /etc/hosts
stat /etc/hosts | grep -E 'mode|uid'
edit /etc/passwd
stat /etc/passwd | grep -E 'mode|uid'
setenv EDITOR "true"
edit /etc/hosts
cat /etc/hosts | wc -l
setenv EDITOR "false"
-edit /etc/hosts
setenv EDITOR "no-such-editor"
-edit /etc/hosts
-edit /none
-edit /etc
edit "/data/with space"
