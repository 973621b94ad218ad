#: args -a parts.img
#: disk parts.img
run
part-list /dev/sda
version | wc -l
mount-ro /dev/sda1 /
stat / | grep -E '^(mode|nlink|uid|gid)'
statvfs / | grep -E '^b(size|locks)'
lstatlist / "lost+found" | grep -vE 'ino|time|dev|blocks'
mountpoints
list-filesystems
mounts
-mountpoints x
