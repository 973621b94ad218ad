#: args -a files.img -m /dev/sda
#: disk files.img
mkdir-p /t/a/b/keep
mkdir-p /t/a/x1
mkdir-p /t/x1
mkdir-p /t/x2/inner
mkdir-p /keep/x1
mkdir-p /t/.x3
touch "/t/*"
touch /t/plain
glob rm-rf /t/x*
find /t
glob rm-rf /t/*/x*
find /t
glob rm-rf '/t/\*'
find /t
glob rm-rf /t*/none*
glob rm-rf /t/**/keep
find /t
-glob rm /t/*
find /t
glob rm-rf /t/*
find /t
find /keep
