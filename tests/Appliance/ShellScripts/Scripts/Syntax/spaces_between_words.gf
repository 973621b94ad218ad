echo   a    b
   echo indented
	echo tab before
echo a	b
echo trailing   
echo ""  ''  x
