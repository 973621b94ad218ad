echo "|"
echo '|' cat
echo "~"
echo '~'
echo "!"
echo !
echo "<" '<!'
echo "#"
echo -
echo -n x
echo --
