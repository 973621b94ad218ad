#: run printf 'launch\n' | guestfish >out 2>&1; e=$?; head -c 300 out; echo "exit $e"
#: run printf 'config -nonsense x\nget-state\n' | guestfish; echo "exit $?"
