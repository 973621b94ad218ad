echo
echo one
echo one two  three
echo "" ""
echo "a
echo 'b
