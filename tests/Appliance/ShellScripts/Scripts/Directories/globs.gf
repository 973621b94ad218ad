#: args -a files.img -m /dev/sda
#: disk files.img
glob-expand /many/*
glob-expand /many/file[13].txt
glob-expand /*/passwd
glob-expand /none/*
glob-expand /d*
glob-expand /d* directoryslash:false
glob-expand /many/file?.txt
-glob-expand relative/*
glob echo /many/*
glob echo /many/*1* /many/*2*
glob echo /none/* x
glob cat /many/file1*
glob rm /many/file[2-4].txt
ls /many
-glob rm /nothing*
-glob bogus /many/*
-glob cat /data/d* /etc/host*
echo end
