# A file system without partitions that holds some of everything: texts, bytes, links, special files, odd names.
disk=$1
export E2FSPROGS_FAKE_TIME=1700000000
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nAlice:x:1000:1000:Alice:/home/alice:/bin/sh\n' >"$work/passwd"
printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6\n' >"$work/hosts"
seq 1 100 >"$work/numbers"
printf 'one\ntwo\nthree' >"$work/unfinished"
printf 'caf\303\251\n\342\202\254uro\n' >"$work/utf8"
printf '\000\001\002\377text in the middle\000\200more text here\n' >"$work/binary"
: >"$work/empty"
head -c 20000 /dev/zero | tr '\0' 'z' >"$work/letters"
printf 'first\r\nsecond\r\n' >"$work/dos"
seq 1 40 | gzip -n >"$work/numbers.gz"
mkdir "$work/tree"
printf 'a\n' >"$work/tree/a"
printf 'b\n' >"$work/tree/b"
(cd "$work/tree" && tar --format=ustar --mtime=@1700000000 --owner=7 --group=8 --numeric-owner --mode=u=rw,go=r -cf ../tree.tar a b)

truncate -s 24M "$disk"
mke2fs -q -F -t ext4 -b 1024 -L FILES -U 11111111-2222-3333-4444-555555555555 -E hash_seed=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,lazy_itable_init=0 -m 0 "$disk"
{
    for directory in /etc /home /home/alice /bin /tmp /data /data/deep /data/deep/er /empty /many; do
        echo "mkdir $directory"
    done
    for file in passwd hosts; do
        echo "write $work/$file /etc/$file"
    done
    for file in numbers unfinished utf8 binary empty letters dos numbers.gz tree.tar; do
        echo "write $work/$file /data/$file"
    done
    for number in 1 2 3 4 5; do
        echo "write $work/hosts /many/file$number.txt"
    done
    echo "write $work/hosts \"/data/with space\""
    echo "write $work/hosts /data/naïve"
    echo 'symlink /data/link numbers'
    echo 'symlink /data/absolute /etc/passwd'
    echo 'symlink /data/dangling /nowhere'
    echo 'symlink /data/loop loop'
    echo 'symlink /data/todir deep'
    echo 'ln /data/numbers /data/hard'
    echo 'set_inode_field /data/numbers links_count 2'
    echo 'cd /data'
    echo 'mknod fifo p'
    echo 'mknod char c 1 3'
    echo 'mknod block b 7 0'
    echo 'cd /'
    for file in /etc/passwd /etc/hosts /data/numbers /data/unfinished /data/utf8 /data/binary /data/empty /data/letters /data/dos /data/numbers.gz /data/tree.tar \
        /data/naïve "\"/data/with space\"" /data/fifo /data/char /data/block /many/file1.txt /many/file2.txt /many/file3.txt /many/file4.txt /many/file5.txt; do
        echo "set_inode_field $file uid 0"
        echo "set_inode_field $file gid 0"
        echo "set_inode_field $file atime @1600000000"
        echo "set_inode_field $file mtime @1600000001"
        echo "set_inode_field $file ctime @1600000002"
    done
    echo 'set_inode_field /etc/passwd mode 0100640'
    echo 'set_inode_field /home/alice uid 1000'
    echo 'set_inode_field /home/alice gid 1000'
    echo 'ea_set /data/utf8 user.colour blue'
    echo 'ea_set /data/utf8 user.size large'
} >"$work/commands"
debugfs -w -f "$work/commands" "$disk" >"$work/log" 2>&1
! grep -vE '^(debugfs|Allocated inode)' "$work/log"
