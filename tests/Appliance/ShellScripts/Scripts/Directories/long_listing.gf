#: args --ro -a files.img -m /dev/sda
#: disk files.img
#: mask ^total .* => total N
ll /etc
ll /home
-ll /none
