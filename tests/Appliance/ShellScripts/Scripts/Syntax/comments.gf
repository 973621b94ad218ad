# A comment, and one after blanks.
   # indented
	# after a tab
echo one
echo two # not a comment
echo # three
echo '#' "#"
echo a#b
#echo hidden
