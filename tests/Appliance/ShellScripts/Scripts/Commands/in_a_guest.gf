#: args --ro -a debian-ext4.img -m /dev/sda2
#: image debian-ext4.img
command "/bin/echo hello"
command "/bin/echo 'two words' x"
command "/bin/echo \'quoted\'"
command-lines "/bin/printf '1\n2\n'"
command-lines "/bin/printf x"
command "/bin/printf 'no newline'"
!echo
sh "echo $((1+2)); echo err >&2"
sh-lines "printf 'a\nb\n'"
sh "echo \"$0\" '*'"
sh "exit 0"
-command ""
-command "relative"
echo end
