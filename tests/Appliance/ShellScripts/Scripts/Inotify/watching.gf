#: args -a files.img -m /dev/sda
#: disk files.img
#: words
inotify-init 0
inotify-add-watch / 0x100
touch /watched
inotify-files
touch /again
inotify-read
inotify-rm-watch 1
inotify-close
-inotify-read
