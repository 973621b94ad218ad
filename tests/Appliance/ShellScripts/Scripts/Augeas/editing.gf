#: args -a files.img -m /dev/sda
#: disk files.img
#: words
aug-init / 0
aug-match /files/etc/hosts/*
aug-get /files/etc/hosts/1/ipaddr
aug-ls /files/etc/hosts
aug-label /files/etc/hosts/1
aug-set /files/etc/hosts/1/canonical newname
aug-insert /files/etc/hosts/1 before-it true
aug-rm /files/etc/hosts/before-it
aug-defvar hosts /files/etc/hosts
aug-defnode node "/files/etc/hosts/02" ""
aug-set $node/ipaddr 10.0.0.1
aug-set $node/canonical added
aug-setm $hosts/02 alias zzz
aug-mv $hosts/02/alias $hosts/02/other
aug-mv $hosts/02/other $hosts/02/alias
aug-clear $hosts/02/none
aug-rm $hosts/02/none
aug-save
cat /etc/hosts
aug-load
aug-transform hosts /somewhere
aug-transform hosts /somewhere remove:true
-aug-get /files/none
-aug-match "[["
aug-close
-aug-get /files
