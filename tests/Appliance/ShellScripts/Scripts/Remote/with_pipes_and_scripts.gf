#: run eval "$(guestfish --listen)"
#: run printf 'echo one\necho two | tr a-z A-Z\n' | guestfish --remote; echo "exit $?"
#: run guestfish --remote echo a : echo b; echo "exit $?"
#: run guestfish --remote echo '|' cat; echo "exit $?"
#: run guestfish --remote lcd / ; guestfish --remote setenv A B
#: run guestfish --remote exit
