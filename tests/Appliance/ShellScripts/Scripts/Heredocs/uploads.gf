#: args -a files.img -m /dev/sda
#: disk files.img
upload -<<END /one
first line
  second line
END
cat /one
upload -<<"END" /two
x
END
-cat /two
upload -<<MARK /empty-one
MARK
filesize /empty-one
upload -<<E /three
not the end: E 
 E
E
cat /three
-tar-in -<<END /tmp compress:nonsense
x
END
echo end
