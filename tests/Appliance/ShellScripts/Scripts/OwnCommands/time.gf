#: mask ^elapsed time: [0-9.]+ => elapsed time: N
time echo one
time get-memsize
-time bogus
-time
time time echo twice
time -bogus
