#: args -a files.img -m /dev/sda
#: disk files.img
upload -<<END /one
a line
and no end
