#: run printf 'echo a | true\necho after\n' | guestfish --pipe-error; echo "exit $?"
#: run printf 'echo a | cat\necho a | false\necho after\n' | guestfish --pipe-error; echo "exit $?"
#: run printf 'echo a | head -c0\necho after\n' | guestfish; echo "exit $?"
