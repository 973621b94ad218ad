echo a\ b
echo a\nb
echo \\
echo \
echo next
echo back\
slash
