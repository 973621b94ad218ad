-echo "no end
echo next
echo "never ends
echo not reached
