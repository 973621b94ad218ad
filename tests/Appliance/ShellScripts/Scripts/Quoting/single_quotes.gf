echo 'a b' c
echo 'say "hi"'
echo 'no \n escape \t here'
echo 'back\slash'
echo ''
