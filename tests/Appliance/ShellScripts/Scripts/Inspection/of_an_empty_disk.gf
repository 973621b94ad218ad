#: args -N disk:10M
inspect-os
inspect-get-roots
-inspect-get-type /dev/sda
list-filesystems
#: words
