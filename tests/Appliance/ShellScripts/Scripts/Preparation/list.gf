#: run guestfish -N help > out; echo "exit $?"; grep -oE '(-N|filename=\]) ?(disk|part|fs|lv|lvfs|bootroot|bootrootlv)\b' out | sort -u
