#: args -a files.img -m /dev/sda
#: disk files.img
#: mask /tmp/\w+ => FILE
setenv GUESTFISH_DISPLAY_IMAGE "wc -c <"
display /data/letters
setenv GUESTFISH_DISPLAY_IMAGE "false"
-display /data/letters
-display /none
