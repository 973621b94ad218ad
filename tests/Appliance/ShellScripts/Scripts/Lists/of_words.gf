#: args -a files.img -m /dev/sda
#: disk files.img
echo-daemon "a b"
echo-daemon " a   b "
echo-daemon "'a b' c"
-echo-daemon "a'b"
-echo-daemon "'a'b"
echo-daemon "\'a\'"
echo-daemon "a\\ b"
echo-daemon ""
echo-daemon "''"
echo-daemon "a '' b"
echo-daemon 'single "double" words'
echo-daemon "a\tb"
echo-daemon "a\nb"
-echo-daemon "'unterminated"
-echo-daemon a b
lstatlist /data "numbers" | grep size
lstatlist /data "'with space' numbers" | grep size
readlinklist /data "link" 
