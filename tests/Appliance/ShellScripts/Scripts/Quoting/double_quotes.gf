echo "a b" c
echo "it's"
echo "\"quoted\""
echo "back\\slash"
echo ""
echo "a""b"
