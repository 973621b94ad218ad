#: args -a files.img -m /dev/sda
#: disk files.img
-cat relative
-ls etc
-touch ""
-mkdir ../x
-rm .
-stat ./x
-find x
-mount /dev/sda x
-write a b
-chmod 0644 a
-download a b
-upload script.gf b
-tar-out x y
-is-dir x
-readlink x
-checksum md5 x
echo end
