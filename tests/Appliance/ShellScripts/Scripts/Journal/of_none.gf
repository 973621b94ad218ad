#: args -a files.img -m /dev/sda
#: disk files.img
#: words
mkdir /journal
journal-open /journal
journal-next
journal-skip 3
journal-get-data-threshold
journal-set-data-threshold 100
journal-get-data-threshold
-journal-get
-journal-get-realtime-usec
journal-close
-journal-next
-journal-open /none
