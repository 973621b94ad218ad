#: args --ro -a files.img -m /dev/sda
#: disk files.img
#: mask [0-9.]+[KMG%]?(?=\s) => N
#: mask [ ]{2,} => _
df | tail -n 1
df-h | tail -n 1
df-h | head -n 1
