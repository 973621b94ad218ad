#: args -a files.img -m /dev/sda
#: disk files.img
setenv GUESTFISH_DISPLAY_IMAGE "wc -c <"
display /data/letters
setenv GUESTFISH_DISPLAY_IMAGE "false"
-display /data/letters
-display /none
