#: run { printf 'echo'; for i in $(seq 1 62); do printf ' %s' $i; done; echo; } | guestfish; echo "exit $?"
#: run { printf 'echo'; for i in $(seq 1 63); do printf ' %s' $i; done; echo; } | guestfish; echo "exit $?"
#: run { printf 'echo'; for i in $(seq 1 64); do printf ' %s' $i; done; echo; } | guestfish; echo "exit $?"
#: run { printf 'echo'; for i in $(seq 1 200); do printf ' %s' $i; done; echo; } | guestfish; echo "exit $?"
