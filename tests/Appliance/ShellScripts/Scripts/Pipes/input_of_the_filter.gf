echo a | cat - ; echo b
echo a | (read x; echo "got $x"; echo err >&2)
echo a | while read -r x; do echo "[$x]"; done
echo "a b" | wc -c
echo done
