#: args -a files.img
#: disk files.img
-glob echo /dev/sd*
run
glob echo /dev/sd*
-glob echo /*
-glob echo /x /y*
glob echo x*
glob echo /dev/none*
-glob
-glob bogus /dev/sd*
-glob echo /dev/sd* /etc/*
